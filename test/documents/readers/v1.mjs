// @ts-nocheck
/**
 * The document code of version 1, kept for ever as a reader two versions back. Never edited.
 * Made from commit ba6fd0a1df7786001aca49cb38ceec200f22c505:
 *   rolldown packages/doc-schema/src/index.ts --format esm --external yjs --external valibot --external fractional-indexing
 */
import * as Y from "yjs";
import * as v from "valibot";
import { generateNKeysBetween } from "fractional-indexing";
// packages/doc-schema/src/errors.ts
/**
* The one error class: `code` is for programs, `message` for people (what happened, the value seen, the mend),
* `data` holds the facts. Thrown on misuse only; expected refusals are returned.
*/
var SpaceError = class extends Error {
	code;
	data;
	constructor(code, message, data = {}, cause) {
		super(message, cause === void 0 ? void 0 : { cause });
		this.name = "SpaceError";
		this.code = code;
		this.data = data;
	}
};
// packages/doc-schema/src/commands/command-registry.ts
const NAMED = /* @__PURE__ */ new Set([
	"Shift",
	"Alt",
	"Mod",
	"Ctrl"
]);
/** The form two ways of writing a shortcut share: modifiers in one order, letters in upper case. */
function normaliseKeys(keys) {
	const parts = keys.split("+").filter((part) => part !== "");
	const main = parts.findLast((part) => !NAMED.has(part)) ?? "+";
	return [...[
		"Mod",
		"Ctrl",
		"Alt",
		"Shift"
	].filter((name) => parts.includes(name)), main.length === 1 ? main.toUpperCase() : main].join("+");
}
/** How a press is written as a shortcut. Shift is dropped for signs that need it anyway, such as `?`. */
function pressedKeys(press, mac) {
	const letterOrNamed = press.key.length > 1 || /[a-z0-9]/i.test(press.key);
	return normaliseKeys([
		(mac ? press.metaKey : press.ctrlKey) && "Mod",
		mac && press.ctrlKey && "Ctrl",
		press.altKey && "Alt",
		press.shiftKey && letterOrNamed && "Shift",
		press.key === " " ? "Space" : press.key
	].filter((part) => typeof part === "string").join("+"));
}
/** Every command there is. The one place that runs them, so that keys, menus and agents do the same thing. */
var CommandRegistry = class {
	#commands = /* @__PURE__ */ new Map();
	/**
	* Adds a command until the returned function is called.
	* @throws SpaceError `invalid-value` when the id is taken.
	*/
	register(command) {
		if (this.#commands.has(command.id)) throw new SpaceError("invalid-value", `There is a command ${command.id} already.`, { id: command.id });
		this.#commands.set(command.id, command);
		return () => void this.#commands.delete(command.id);
	}
	/** The command of that id, or undefined. */
	get(id) {
		return this.#commands.get(id);
	}
	/** Every command, in the order of registration. */
	list() {
		return [...this.#commands.values()];
	}
	/** Commands that apply now. */
	available(context) {
		return this.list().filter((command) => this.refusal(command.id, context) === void 0);
	}
	/** Why a command does not apply now, as a sentence; undefined when it does. */
	refusal(id, context) {
		const command = this.#commands.get(id);
		if (!command) return `There is no command ${id}.`;
		const answer = command.when?.(context) ?? true;
		return answer === true ? void 0 : answer;
	}
	/**
	* Runs a command. Answers the sentence why it was refused, or undefined when it ran.
	* @throws SpaceError `unknown-command`.
	*/
	async run(id, context, input) {
		const command = this.#commands.get(id);
		if (!command) throw new SpaceError("unknown-command", `There is no command ${id}.`, { id });
		const refusal = this.refusal(id, context);
		if (refusal === void 0) await command.run(context, input);
		return refusal;
	}
	/** The first command that a key press means and that applies now. */
	match(press, context, mac = false) {
		const pressed = pressedKeys(press, mac);
		return this.available(context).find((command) => command.keys?.some((keys) => normaliseKeys(keys) === pressed));
	}
};
// packages/doc-schema/src/history/flush.ts
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const short = v.pipe(v.string(), v.maxLength(200));
const flushSchema = v.pipe(v.object({
	client: count,
	n: count,
	clockFrom: count,
	clockTo: count,
	time: v.pipe(v.number(), v.finite()),
	person: short,
	name: short,
	tool: short,
	title: short
}), v.check((flush) => flush.clockTo >= flush.clockFrom));
/** The one door for flushes that others send: a checked copy without extra fields, or undefined. Never throws. */
function checkFlush(raw) {
	const result = v.safeParse(flushSchema, raw);
	return result.success ? result.output : void 0;
}
/** Names a flush within its region. */
const flushId = (flush) => `${flush.client}:${flush.n}`;
// packages/doc-schema/src/history/flush-log.ts
/**
* The flushes of one region that this session knows, its own and others'. Kept beside the document, never in it.
* Finding who wrote an item costs O(log n) in the flushes of that client.
*/
var FlushLog = class {
	#byClient = /* @__PURE__ */ new Map();
	#known = /* @__PURE__ */ new Set();
	#all = [];
	#listeners = /* @__PURE__ */ new Set();
	#openListeners = /* @__PURE__ */ new Set();
	#openCount = 0;
	/** 1 while edits of this session are gathered into a flush that is not closed yet. */
	get openCount() {
		return this.#openCount;
	}
	/** Takes a flush in; false if it was known. Others' flushes must have passed `checkFlush`. */
	add(flush, local = false) {
		const id = flushId(flush);
		if (this.#known.has(id)) return false;
		this.#known.add(id);
		this.#all.push(flush);
		const own = this.#byClient.get(flush.client) ?? [];
		this.#byClient.set(flush.client, own);
		let at = own.length;
		while (at > 0 && (own[at - 1]?.n ?? 0) > flush.n) at--;
		own.splice(at, 0, flush);
		for (const listener of [...this.#listeners]) listener(flush, local);
		return true;
	}
	/** Everything known, in the order it came. The array is live: do not change it. */
	list() {
		return this.#all;
	}
	/** The flush that wrote the item at (client, clock), or undefined where nobody told. */
	find(client, clock) {
		const own = this.#byClient.get(client);
		if (!own) return void 0;
		let low = 0;
		let high = own.length - 1;
		while (low <= high) {
			const middle = low + high >> 1;
			const flush = own[middle];
			if (!flush) return void 0;
			if (clock < flush.clockFrom) high = middle - 1;
			else if (clock >= flush.clockTo) low = middle + 1;
			else return flush;
		}
	}
	/** The last name a session's person went by, or undefined. */
	nameOf(client) {
		return this.#byClient.get(client)?.at(-1)?.name;
	}
	/** Says that edits are being gathered, or that they no longer are. For the document only. */
	setOpen(open) {
		const next = open ? 1 : 0;
		if (next === this.#openCount) return;
		this.#openCount = next;
		for (const listener of [...this.#openListeners]) listener();
	}
	/** Calls `listener` for each new flush until the returned function is called. */
	subscribe(listener) {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
	/** Calls `listener` when `openCount` changes until the returned function is called. */
	onOpenChange(listener) {
		this.#openListeners.add(listener);
		return () => void this.#openListeners.delete(listener);
	}
};
// packages/doc-schema/src/json.ts
/** Deeper than this a value is refused: nothing a person makes comes near it, and recursion stays bounded. */
const MAX_DEPTH = 16;
/** True for an object with plain string keys; arrays and null are not. */
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
/**
* A deep-frozen copy of `value`, so that nobody can change in place what the document holds (such a change would be
* seen here and never sent).
* @throws SpaceError `bad-json` when the value cannot travel.
*/
function freezeJson(value, depth = 0) {
	if (value === null || typeof value === "string" || typeof value === "boolean") return value;
	if (typeof value === "number") {
		if (Number.isFinite(value)) return value;
		throw new SpaceError("bad-json", `The number ${value} cannot be saved: give a finite number.`);
	}
	if (depth >= MAX_DEPTH) throw new SpaceError("bad-json", `The value is nested deeper than ${MAX_DEPTH} levels: flatten it.`);
	if (Array.isArray(value)) return Object.freeze(value.map((item) => freezeJson(item, depth + 1)));
	if (isRecord(value)) return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, freezeJson(item, depth + 1)])));
	throw new SpaceError("bad-json", `A ${typeof value} cannot be saved: give text, a number, yes/no, a list or a record.`);
}
/** Whether two values are the same by content; `undefined` equals only itself. */
function equalJson(a, b) {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equalJson(item, b[i]));
	if (!isRecord(a) || !isRecord(b)) return false;
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => key in b && equalJson(a[key], b[key]));
}
// packages/doc-schema/src/history/journal.ts
/** Steps kept. Older ones fall off: history, not undo, answers for last week. */
const MAX_STEPS = 500;
/** What one person did with one tool in one region, newest last: the two stacks of undo and redo. */
var Journal = class {
	#done = [];
	#undone = [];
	#storage;
	#listeners = /* @__PURE__ */ new Set();
	/** The title of what undo would take back, or undefined. */
	get undoTitle() {
		return this.#done.at(-1)?.title;
	}
	/** The title of what redo would do again, or undefined. */
	get redoTitle() {
		return this.#undone.at(-1)?.title;
	}
	/** Takes up what an earlier visit saved and saves from now on. What cannot be read is left out. */
	persist(storage) {
		const saved = decodeJournal(storage.load());
		this.#storage = storage;
		this.#done = [...saved.done, ...this.#done];
		this.#undone = this.#undone.length > 0 ? this.#undone : saved.undone;
		this.#changed();
	}
	/** Records a new gesture; what had been undone can no longer be redone. */
	record(step) {
		if (step.entries.length === 0) return;
		this.#done.push(step);
		if (this.#done.length > MAX_STEPS) this.#done.shift();
		this.#undone = [];
		this.#changed();
	}
	/** Takes the newest step off one stack. The caller writes it and calls `moved` with what it could write. */
	take(direction) {
		const step = direction === "undo" ? this.#done.pop() : this.#undone.pop();
		if (step) this.#changed();
		return step;
	}
	/** Puts a step that was undone or redone on the other stack. */
	moved(direction, step) {
		if (step.entries.length > 0) (direction === "undo" ? this.#undone : this.#done).push(step);
		this.#changed();
	}
	/** Calls `listener` when either stack changes until the returned function is called. */
	subscribe(listener) {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
	#changed() {
		this.#storage?.save(encodeJournal({
			done: this.#done,
			undone: this.#undone
		}));
		for (const listener of [...this.#listeners]) listener();
	}
};
/** The stacks as text. An absent value is an absent key, since JSON has no `undefined`. */
function encodeJournal(stacks) {
	return JSON.stringify(stacks);
}
/** The stacks a text holds; empty where it holds none. Never throws. */
function decodeJournal(text) {
	try {
		const raw = text === null ? null : JSON.parse(text);
		if (!isRecord(raw)) return {
			done: [],
			undone: []
		};
		return {
			done: readSteps(raw["done"]),
			undone: readSteps(raw["undone"])
		};
	} catch {
		return {
			done: [],
			undone: []
		};
	}
}
function readSteps(raw) {
	if (!Array.isArray(raw)) return [];
	return raw.flatMap((step) => {
		if (!isRecord(step) || typeof step["title"] !== "string" || !Array.isArray(step["entries"])) return [];
		const entries = step["entries"].filter(isEntry).map((entry) => ({
			...entry,
			before: entry.before,
			after: entry.after
		}));
		return entries.length === step["entries"].length ? [{
			title: step["title"],
			entries
		}] : [];
	});
}
function isEntry(raw) {
	return isRecord(raw) && typeof raw["region"] === "string" && typeof raw["id"] === "string" && typeof raw["property"] === "string";
}
// packages/doc-schema/src/ids.ts
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 12;
/** `length` random base-62 characters. `random` gives numbers in [0, 1) and is replaced by tests only. */
function randomName(length = ID_LENGTH, random = Math.random) {
	let name = "";
	for (let i = 0; i < length; i++) name += ALPHABET.charAt(Math.floor(random() * 62));
	return name;
}
/** A new entity id; 62^12 makes a clash within a region of 20,000 a matter of 10^-13. */
const mintId = (random) => randomName(ID_LENGTH, random);
/** The key of an entity. */
const entityKey = (id) => `entity:${id}`;
/** The key of a file or directory, `path` relative to the repository's folder, with `/`; '' is the folder itself. */
const fileKey = (repository, path) => `file:${repository}/${path}`;
/** The key of a person. */
const personKey = (id) => `person:${id}`;
/**
* The two halves of a key.
* @throws SpaceError `bad-key` when there is no scheme.
*/
function parseKey(key) {
	const at = key.indexOf(":");
	if (at < 1) throw new SpaceError("bad-key", `"${key}" is not a key: a key reads scheme:name, such as entity:… or file:….`, { key });
	return {
		scheme: key.slice(0, at),
		rest: key.slice(at + 1)
	};
}
/** The entity a key names, or undefined when it names something else. */
function entityIdOf(key) {
	return key.startsWith("entity:") ? key.slice(7) : void 0;
}
// packages/doc-schema/src/kinds/kind.ts
/** Names a field can never have: '' holds the creation values, `del` says deleted, `kind` and `v` describe the entity. */
const RESERVED = /* @__PURE__ */ new Set([
	"",
	"del",
	"kind",
	"v"
]);
function checkWith(schema, label) {
	return (value) => {
		const result = schema["~standard"].validate(value);
		if (result instanceof Promise) return {
			ok: false,
			message: `${label} cannot be checked at once: its schema must be synchronous.`
		};
		if (result.issues) return {
			ok: false,
			message: `${label}: ${result.issues.map((issue) => issue.message).join("; ")}`
		};
		try {
			return {
				ok: true,
				value: freezeJson(result.value)
			};
		} catch (error) {
			return {
				ok: false,
				message: `${label}: ${error instanceof Error ? error.message : String(error)}`
			};
		}
	};
}
/**
* Declares a kind. Adding one is one file that calls this, and its name in `kinds/index.ts`.
* @throws SpaceError `bad-kind` for a reserved field name or a default that its own check refuses.
*/
function defineKind(declaration) {
	const fields = {};
	for (const [name, field] of Object.entries(declaration.fields)) {
		if (RESERVED.has(name)) throw new SpaceError("bad-kind", `Kind ${declaration.name}: "${name}" is reserved, choose another field name.`);
		const check = checkWith(field.schema, field.label);
		const checked = check(field.default);
		if (!checked.ok) throw new SpaceError("bad-kind", `Kind ${declaration.name}: the default of ${name} is not valid (${checked.message}).`);
		fields[name] = {
			...field,
			name,
			merge: field.merge ?? "value",
			since: field.since ?? 1,
			default: checked.value,
			check
		};
	}
	return {
		...declaration,
		fields
	};
}
/** The kinds this program knows, by name. */
var KindRegistry = class {
	#kinds = /* @__PURE__ */ new Map();
	constructor(kinds = []) {
		for (const kind of kinds) this.#kinds.set(kind.name, kind);
	}
	/** The kind of that name, or undefined: then its entities show as a generic card. */
	get(name) {
		return this.#kinds.get(name);
	}
	/** Every known kind, in the order of declaration. */
	list() {
		return [...this.#kinds.values()];
	}
};
// packages/doc-schema/src/kinds/placement.ts
/** Beyond this nothing is drawn and single-precision positions grow coarse, metres. */
const WORLD_RADIUS_M = 1e4;
const number = v.pipe(v.number("give a number"), v.finite("give a finite number"));
/** A number between two bounds, both allowed. */
const bounded = (low, high) => v.pipe(number, v.minValue(low, `at least ${low}`), v.maxValue(high, `at most ${high}`));
/** Three numbers between two bounds. */
const vector = (low, high) => v.tuple([
	bounded(low, high),
	bounded(low, high),
	bounded(low, high)
], "give three numbers");
/** A colour as `#rrggbb`. */
const colour = v.pipe(v.string("give a colour as #rrggbb"), v.regex(/^#[0-9a-f]{6}$/i, "give a colour as #rrggbb"));
/** One line of text, at most 200 characters: what fits a row and a label. */
const line = v.pipe(v.string("give text"), v.maxLength(200, "at most 200 characters"));
/** A colour field with a pigment as default. */
const colourField = (pigment) => ({
	schema: colour,
	default: pigment,
	label: "Colour",
	group: "look",
	control: "colour"
});
/** A choice between named values. */
const choiceField = (label, choices, rest = {}) => ({
	schema: v.picklist(choices.map((choice) => choice.value), `choose one of ${choices.map((choice) => choice.value).join(", ")}`),
	default: choices[0]?.value ?? "",
	label,
	group: "look",
	control: "choice",
	choices,
	...rest
});
/** A yes/no field. */
const switchField = (label, on, rest = {}) => ({
	schema: v.boolean("give yes or no"),
	default: on,
	label,
	group: "look",
	control: "switch",
	...rest
});
/** A bounded number field. */
const numberField = (label, spec) => ({
	schema: bounded(spec.min, spec.max),
	label,
	group: "look",
	control: "number",
	...spec
});
/** The title every entity has. */
const title = {
	schema: line,
	default: "",
	label: "Title",
	group: "content",
	control: "text"
};
/** Text that several people type in at once. */
const bodyText = {
	schema: v.string("give text"),
	default: "",
	label: "Text",
	group: "content",
	control: "long-text",
	merge: "text"
};
/** A key of the graph, or '' for none. */
const keyText = v.pipe(v.string("give a key"), v.check((key) => key === "" || /^[a-z][a-z0-9-]*:/.test(key), "a key reads scheme:name"));
/**
* Where a thing stands: metres and degrees in the world's frame, Y up. `position` is the point its underside rests on, and null
* for what is not placed. Each vector is one value, so that two people moving at once never mix axes.
*/
const placement = {
	title,
	position: {
		schema: v.nullable(vector(-1e4, WORLD_RADIUS_M)),
		default: null,
		label: "Position",
		group: "place",
		control: "vector",
		unit: "m",
		step: .25
	},
	turn: {
		schema: vector(-36e3, 36e3),
		default: [
			0,
			0,
			0
		],
		label: "Turn",
		group: "place",
		control: "vector",
		unit: "°",
		step: 15
	},
	scale: {
		schema: vector(.01, 1e3),
		default: [
			1,
			1,
			1
		],
		label: "Scale",
		group: "place",
		control: "vector",
		step: .1,
		min: .01
	},
	locked: switchField("Locked", false, { group: "place" })
};
// packages/doc-schema/src/kinds/file.ts
/** A stand in the world for a file or directory of a folder; the file itself stays on its disk. */
const file = defineKind({
	name: "file",
	title: "File",
	icon: "file-text",
	version: 1,
	placed: true,
	fields: {
		...placement,
		target: {
			schema: keyText,
			default: "",
			label: "File",
			group: "content",
			control: "link"
		},
		colour: colourField("#7c88a4")
	}
});
// packages/doc-schema/src/kinds/light.ts
/** A lamp on a post, or a bare point of light. */
const light = defineKind({
	name: "light",
	title: "Light",
	icon: "lightbulb",
	version: 1,
	placed: true,
	fields: {
		...placement,
		form: choiceField("Form", [{
			value: "lamp",
			label: "Lamp"
		}, {
			value: "point",
			label: "Bulb"
		}]),
		on: switchField("Lit", true),
		colour: colourField("#ffc98a"),
		intensity: numberField("Intensity", {
			default: 3.4,
			min: 0,
			max: 20,
			step: .2,
			unit: "cd"
		}),
		distance: numberField("Reach", {
			default: 5.5,
			min: .5,
			max: 50,
			step: .5,
			unit: "m"
		}),
		lampHeight: numberField("Height", {
			default: 1.66,
			min: .2,
			max: 10,
			step: .1,
			unit: "m"
		})
	}
});
// packages/doc-schema/src/kinds/note.ts
/** A written sheet: a title and text that people type in together. */
const note = defineKind({
	name: "note",
	title: "Note",
	icon: "sticky-note",
	version: 1,
	placed: true,
	fields: {
		...placement,
		body: bodyText,
		colour: colourField("#f0d48c")
	}
});
// packages/doc-schema/src/kinds/panel.ts
/** An entity shown as a flat surface: a board of what it contains, one entity, or a file. */
const panel = defineKind({
	name: "panel",
	title: "Panel",
	icon: "panel-top",
	version: 1,
	placed: true,
	fields: {
		...placement,
		view: choiceField("Shows", [
			{
				value: "board",
				label: "Board"
			},
			{
				value: "entity",
				label: "Entity"
			},
			{
				value: "file",
				label: "File"
			}
		], { group: "content" }),
		target: {
			schema: keyText,
			default: "",
			label: "Target",
			group: "content",
			control: "link"
		},
		width: {
			...numberField("Width", {
				default: 3.75,
				min: .5,
				max: 20,
				step: .25,
				unit: "m"
			}),
			group: "place"
		},
		pixels: {
			schema: v.tuple([bounded(160, 2e3), bounded(120, 2e3)], "give width and height in pixels"),
			default: [412, 372],
			label: "Pixels",
			group: "more",
			control: "hidden"
		}
	}
});
// packages/doc-schema/src/kinds/person.ts
/** Someone who has been in this world. Their name is theirs to change; `colour` is a token number, 1 to 12. */
const person = defineKind({
	name: "person",
	title: "Person",
	icon: "user-round",
	version: 1,
	placed: false,
	fields: {
		title: {
			schema: line,
			default: "",
			label: "Name",
			group: "content",
			control: "text"
		},
		person: {
			schema: v.string("give a person id"),
			default: "",
			label: "Key",
			group: "more",
			control: "hidden"
		},
		colour: {
			schema: v.pipe(bounded(1, 12), v.integer("give a whole number")),
			default: 1,
			label: "Colour",
			group: "more",
			control: "hidden"
		},
		joined: {
			schema: v.number("give a time in milliseconds"),
			default: 0,
			label: "Joined",
			group: "more",
			control: "hidden"
		}
	}
});
// packages/doc-schema/src/kinds/shape.ts
/** The forms a shape can have; the first six are plain solids, the rest furnish a place. */
const shapeForms = [
	{
		value: "box",
		label: "Box"
	},
	{
		value: "sphere",
		label: "Sphere"
	},
	{
		value: "cylinder",
		label: "Cylinder"
	},
	{
		value: "cone",
		label: "Cone"
	},
	{
		value: "plane",
		label: "Plane"
	},
	{
		value: "torus",
		label: "Torus"
	},
	{
		value: "slab",
		label: "Slab"
	},
	{
		value: "arch",
		label: "Arch"
	},
	{
		value: "tower",
		label: "Tower"
	},
	{
		value: "cypress",
		label: "Cypress"
	},
	{
		value: "tree",
		label: "Tree"
	}
];
/** A form with a size and a colour; the house material does the rest. */
const shape = defineKind({
	name: "shape",
	title: "Shape",
	icon: "box",
	version: 1,
	placed: true,
	fields: {
		...placement,
		form: choiceField("Form", shapeForms),
		size: {
			schema: vector(.01, 1e3),
			default: [
				1,
				1,
				1
			],
			label: "Size",
			group: "place",
			control: "vector",
			unit: "m",
			step: .25,
			min: .01
		},
		colour: colourField("#efe8dc"),
		shadow: switchField("Shadow", true)
	}
});
// packages/doc-schema/src/kinds/index.ts
/** Every built-in kind. A new kind is one file and one name here. */
const kinds = new KindRegistry([
	note,
	defineKind({
		name: "task",
		title: "Task",
		icon: "square-check",
		version: 1,
		placed: true,
		fields: {
			...placement,
			state: choiceField("State", [{
				value: "open",
				label: "Open"
			}, {
				value: "done",
				label: "Done"
			}], { group: "state" }),
			due: {
				schema: v.nullable(v.pipe(v.string("give a date"), v.isoDate("give a date as YYYY-MM-DD"))),
				default: null,
				label: "Due",
				group: "state",
				control: "date"
			},
			body: bodyText,
			colour: colourField("#a3bba2"),
			ticks: {
				schema: v.picklist([
					"",
					"place",
					"note-link",
					"open-file",
					"undo",
					"invite"
				], "not a first step this version knows"),
				default: "",
				label: "First step",
				group: "more",
				control: "hidden"
			}
		}
	}),
	shape,
	light,
	file,
	panel,
	person,
	defineKind({
		name: "world",
		title: "World",
		icon: "globe",
		version: 1,
		placed: false,
		fields: { title: {
			schema: line,
			default: "Home",
			label: "Name",
			group: "content",
			control: "text"
		} }
	})
]);
// packages/doc-schema/src/links/link.ts
/** The separator of a link's name in the document; where it occurs in a key it is written %3E. */
const SEPARATOR = ">";
const escapePart = (part) => part.replaceAll("%", "%25").replaceAll(SEPARATOR, "%3E");
const unescapePart = (part) => part.replaceAll("%3E", SEPARATOR).replaceAll("%25", "%");
/** The name of a link in the document: `from>relation>to`. Two people drawing one link draw the same one. */
function encodeLinkName(from, relation, to) {
	return [
		from,
		relation,
		to
	].map(escapePart).join(SEPARATOR);
}
/** The link a name and its value stand for, or undefined when the name is none. Bad data reads as {}. */
function decodeLink(name, value) {
	const parts = name.split(SEPARATOR);
	if (parts.length !== 3) return void 0;
	const [from, relation, to] = parts.map(unescapePart);
	if (!from || !relation || !to) return void 0;
	return {
		from,
		relation,
		to,
		data: readData(value)
	};
}
function readData(value) {
	if (!isRecord(value)) return {};
	try {
		return freezeJson(value);
	} catch {
		return {};
	}
}
// packages/doc-schema/src/links/link-index.ts
const NONE = Object.freeze([]);
/** Links by both ends, derived from the document and never stored in it. Looking up either end costs O(1). */
var LinkIndex = class {
	#byName = /* @__PURE__ */ new Map();
	#from = /* @__PURE__ */ new Map();
	#to = /* @__PURE__ */ new Map();
	#lists = {
		from: /* @__PURE__ */ new Map(),
		to: /* @__PURE__ */ new Map()
	};
	/** How many links there are. */
	get size() {
		return this.#byName.size;
	}
	/** Every link, in no order. */
	list() {
		return this.#byName.values();
	}
	/** Takes the value a name has now (undefined: none); returns the two ends it touches. */
	update(name, value) {
		const before = this.#byName.get(name);
		const after = value === void 0 ? void 0 : decodeLink(name, value);
		if (before) this.#remove(name, before);
		if (after) this.#insert(name, after);
		const link = after ?? before;
		return link ? [link.from, link.to] : [];
	}
	/** Links that start at `key`; the same array until one of them changes. */
	linksFrom(key) {
		return this.#read(key, this.#from, this.#lists.from);
	}
	/** Links that end at `key`; the same array until one of them changes. */
	linksTo(key) {
		return this.#read(key, this.#to, this.#lists.to);
	}
	#read(key, index, lists) {
		const links = index.get(key);
		if (!links || links.size === 0) return NONE;
		const known = lists.get(key);
		if (known) return known;
		const list = Object.freeze([...links.values()]);
		lists.set(key, list);
		return list;
	}
	#insert(name, link) {
		this.#byName.set(name, link);
		for (const [index, key] of [[this.#from, link.from], [this.#to, link.to]]) {
			const links = index.get(key) ?? /* @__PURE__ */ new Map();
			index.set(key, links.set(name, link));
		}
		this.#forgetLists(link);
	}
	#remove(name, link) {
		this.#byName.delete(name);
		this.#from.get(link.from)?.delete(name);
		this.#to.get(link.to)?.delete(name);
		this.#forgetLists(link);
	}
	#forgetLists(link) {
		this.#lists.from.delete(link.from);
		this.#lists.to.delete(link.to);
	}
};
// packages/doc-schema/src/timers.ts
/** Calls `callback` once after `delayMs`; the returned function calls it off. */
function later(callback, delayMs) {
	const timer = setTimeout(callback, delayMs);
	return () => clearTimeout(timer);
}
/** The record of creation values, or an empty one where it is missing or damaged. */
function readBase(map) {
	const base = map.get("");
	return isRecord(base) ? base : {};
}
/** What was last written to a property: its override, else its creation value, else undefined. Unchecked. */
function readRaw(map, property) {
	return map.has(property) && property !== "" ? map.get(property) : readBase(map)[property];
}
/** What was last written to a property as the journal keeps it; never having been in the trash is the same as being out of it. */
function readWritten(map, property) {
	const raw = readRaw(map, property);
	if (raw === void 0) return property === "del" ? null : void 0;
	return jsonOf(raw);
}
function jsonOf(raw) {
	try {
		return freezeJson(raw instanceof Y.AbstractType ? raw.toJSON() : raw);
	} catch {
		return `(${typeof raw})`;
	}
}
var Reading = class {
	properties = {};
	issues = [];
	id;
	map;
	constructor(id, map) {
		this.id = id;
		this.map = map;
	}
	issue(property, code, message, raw) {
		this.issues.push({
			id: this.id,
			property,
			code,
			message,
			raw: jsonOf(raw)
		});
	}
	/** What is wrong with the entity as a whole. */
	whole(name, kind, version) {
		const base = this.map.get("");
		if (!isRecord(base)) this.issue("", "damaged", "Its creation values are missing: move it to the trash, or set its fields again.", base);
		else if (!kind) this.issue("", "unknown-kind", `This program does not know the kind "${name}": update it to edit this.`, name);
		else if (version > kind.version) {
			const message = `Made by a newer version (${name} ${version}, this program knows ${kind.version}): update to see all of it.`;
			this.issue("", "newer-version", message, version);
		}
	}
	field(field, version) {
		if (field.merge === "text") return;
		let raw = readRaw(this.map, field.name);
		if (raw === void 0) {
			this.properties[field.name] = field.default;
			return;
		}
		if (field.up && !this.map.has(field.name)) raw = field.up(jsonOf(raw), version);
		const checked = field.check(raw);
		this.properties[field.name] = checked.ok ? checked.value : field.default;
		if (!checked.ok) this.issue(field.name, "invalid-value", checked.message, raw);
	}
	/** Fields this program does not know are kept and shown as they are. */
	rest(kind) {
		const names = /* @__PURE__ */ new Set([...Object.keys(readBase(this.map)), ...this.map.keys()]);
		for (const name of names) {
			if (name === "" || name === "del" || name === "kind" || name === "v" || kind?.fields[name]) continue;
			const raw = readRaw(this.map, name);
			if (!(raw instanceof Y.AbstractType)) this.properties[name] = jsonOf(raw);
		}
	}
};
/** The name of an entity's kind; `unknown` where it says none. */
function readKindName(map) {
	const name = readBase(map)["kind"];
	return typeof name === "string" ? name : "unknown";
}
function versionOf(base) {
	const version = base["v"];
	return typeof version === "number" && Number.isFinite(version) ? version : 1;
}
/**
* Reads an entity from its map. Never throws, drops or repairs: an invalid value reads as its default plus an issue, an unknown kind
* as a card of its raw properties. Costs about a microsecond a field.
*/
function readEntity(id, value, kinds) {
	const map = value instanceof Y.Map ? value : new Y.Doc().getMap("nothing");
	const base = readBase(map);
	const reading = new Reading(id, map);
	const name = readKindName(map);
	const kind = kinds.get(name);
	const version = versionOf(base);
	reading.whole(name, kind, version);
	for (const field of Object.values(kind?.fields ?? {})) reading.field(field, version);
	reading.rest(kind);
	const title = reading.properties["title"];
	return Object.freeze({
		id,
		kind: name,
		title: typeof title === "string" && title !== "" ? title : kind?.title ?? name,
		trashed: isRecord(readRaw(map, "del")),
		properties: Object.freeze(reading.properties),
		issues: Object.freeze(reading.issues)
	});
}
// packages/doc-schema/src/document/changes.ts
var Collector = class {
	entities = /* @__PURE__ */ new Set();
	links = /* @__PURE__ */ new Set();
	structure = false;
	created = false;
};
function readEvent(event, roots, into) {
	if (event.target === roots.entities) {
		for (const id of event.changes.keys.keys()) into.entities.add(id);
		into.structure = true;
		into.created = true;
		return;
	}
	const id = (event.target instanceof Y.Map ? event.target : event.target.parent)?._item?.parentSub;
	if (!id) return;
	into.entities.add(id);
	if (event instanceof Y.YMapEvent && event.keysChanged.has("del")) into.structure = true;
}
/**
* Watches a region's roots and calls `listener` once a transaction. `forget` hears of each changed entity first.
* Returns what ends it.
*/
function observeChanges(roots, index, forget, listener) {
	let pending;
	const onEntities = (events) => {
		pending ??= new Collector();
		for (const event of events) readEvent(event, roots, pending);
	};
	const onLinks = (event) => {
		pending ??= new Collector();
		for (const name of event.keysChanged) for (const key of index.update(name, roots.links.get(name))) pending.links.add(key);
	};
	const onDone = (transaction) => {
		const collected = pending;
		pending = void 0;
		if (!collected) return;
		forget(collected.entities, collected.created);
		listener({
			entities: collected.entities,
			links: collected.links,
			structure: collected.structure,
			local: transaction.local
		});
	};
	const { doc } = roots.entities;
	roots.entities.observeDeep(onEntities);
	roots.links.observe(onLinks);
	doc?.on("afterTransaction", onDone);
	return () => {
		roots.entities.unobserveDeep(onEntities);
		roots.links.unobserve(onLinks);
		doc?.off("afterTransaction", onDone);
	};
}
// packages/doc-schema/src/document/edit.ts
/**
* Writes of one gesture. Handed to the function given to `GraphDoc.edit` and of no use after it.
* Two people writing one property at once: one of both values stands, whole; different properties never disturb each other.
*/
var Edit = class {
	#context;
	#entries = /* @__PURE__ */ new Map();
	constructor(context) {
		this.#context = context;
	}
	/** What this gesture changed so far, one entry a property or link, first `before` to last `after`. */
	get entries() {
		return [...this.#entries.values()].filter((entry) => !equalJson(entry.before, entry.after));
	}
	/**
	* Makes an entity; all its creation values travel as one item.
	* @throws SpaceError `unknown-kind`, `unknown-property`, `invalid-value`, `bad-json`.
	*/
	create(kindName, properties = {}, options = {}) {
		const kind = this.#context.kinds.get(kindName);
		if (!kind) throw new SpaceError("unknown-kind", `"${kindName}" is no kind this program knows.`, { kind: kindName });
		const values = {};
		for (const [property, value] of Object.entries(properties)) values[property] = this.#check(kindName, property, value);
		const id = options.id ?? mintId();
		if (this.#context.roots.entities.has(id)) throw new SpaceError("invalid-value", `There is an entity ${id} already: mint a new id.`, { id });
		const map = new Y.Map();
		map.set("", {
			kind: kindName,
			v: kind.version,
			...values
		});
		for (const field of Object.values(kind.fields)) if (field.merge === "text") map.set(field.name, new Y.Text(options.text?.[field.name] ?? ""));
		this.#context.roots.entities.set(id, map);
		this.#record(id, "del", this.#trashMark(), null);
		return id;
	}
	/**
	* Writes one property.
	* @throws SpaceError `unknown-entity`, `unknown-property`, `text-property`, `invalid-value`, `bad-json`, `write-rate`.
	*/
	set(id, property, value) {
		const map = this.#map(id);
		this.#write(id, map, property, this.#check(readKindName(map), property, value));
	}
	/** Takes back what was written to a property since the entity was made; its creation value or default shows again. */
	unset(id, property) {
		const map = this.#map(id);
		const base = readBase(map)[property];
		this.#write(id, map, property, base === void 0 ? void 0 : freezeJson(base));
	}
	/** Moves an entity to the trash. A property, not a removal: what others do to it meanwhile is kept. */
	trash(id) {
		const map = this.#map(id);
		if (!isRecord(readRaw(map, "del"))) this.#write(id, map, "del", this.#trashMark());
	}
	/** Takes an entity out of the trash. */
	restore(id) {
		const map = this.#map(id);
		if (isRecord(readRaw(map, "del"))) this.#write(id, map, "del", null);
	}
	/** Draws a link, or gives it new data. Two people drawing the same link draw one. */
	link(from, relation, to, data = {}) {
		parseKey(from);
		parseKey(to);
		if (relation === "") throw new SpaceError("invalid-value", "A link needs a relation, such as \"about\".");
		this.#writeLink(encodeLinkName(from, relation, to), freezeJson(data));
	}
	/** Takes a link away; nothing happens where there is none. */
	unlink(from, relation, to) {
		const name = encodeLinkName(from, relation, to);
		if (this.#context.roots.links.has(name)) this.#writeLink(name, void 0);
	}
	/** Says which entity is the world itself. For whoever makes the world. */
	nameWorld(id) {
		this.#context.roots.facts.set("world", entityKey(id));
	}
	/** Writes a value the journal kept, unchecked and unguarded: it was checked when it was first written. */
	put(entry, value) {
		if (entry.id === "") return this.#writeLink(entry.property, value);
		const map = this.#context.roots.entities.get(entry.id);
		if (map instanceof Y.Map && !equalJson(readWritten(map, entry.property), value)) this.#overwrite(entry.id, map, entry.property, value);
	}
	#trashMark() {
		return freezeJson({
			time: this.#context.now(),
			person: this.#context.person
		});
	}
	#map(id) {
		const map = this.#context.roots.entities.get(id);
		if (map instanceof Y.Map) return map;
		throw new SpaceError("unknown-entity", `There is no entity ${id} in region ${this.#context.region}.`, { id });
	}
	#check(kindName, property, value) {
		const kind = this.#context.kinds.get(kindName);
		if (!kind) return freezeJson(value);
		const field = kind.fields[property];
		if (!field) throw new SpaceError("unknown-property", `A ${kindName} has no property "${property}".`, {
			kind: kindName,
			property
		});
		if (field.merge === "text") throw new SpaceError("text-property", `"${property}" is text: edit it through GraphDoc.text.`, { property });
		const checked = field.check(value);
		if (checked.ok) return checked.value;
		throw new SpaceError("invalid-value", checked.message, {
			kind: kindName,
			property,
			value: JSON.stringify(value) ?? "nothing"
		});
	}
	#write(id, map, property, value) {
		if (!equalJson(readWritten(map, property), value) && this.#context.admit(id, property, value)) this.#overwrite(id, map, property, value);
	}
	#overwrite(id, map, property, value) {
		const before = readWritten(map, property);
		if (value === void 0) map.delete(property);
		else map.set(property, value);
		this.#record(id, property, before, value);
	}
	#writeLink(name, value) {
		const { links } = this.#context.roots;
		const before = links.has(name) ? freezeJson(links.get(name)) : void 0;
		if (equalJson(before, value)) return;
		if (value === void 0) links.delete(name);
		else links.set(name, value);
		this.#record("", name, before, value);
	}
	#record(id, property, before, after) {
		const name = `${id}/${property}`;
		const known = this.#entries.get(name);
		this.#entries.set(name, {
			region: this.#context.region,
			id,
			property,
			before: known ? known.before : before,
			after
		});
	}
};
// packages/doc-schema/src/document/flush-recorder.ts
/** Typing is gathered into one flush until it rests this long. */
const IDLE_MS = 250;
/** A flush that never rests is closed after this long, so that "saved" is never far behind. */
const LONGEST_MS = 2e3;
/** Turns this session's transactions into flushes: one a gesture, typing gathered by time. */
var FlushRecorder = class {
	#doc;
	#log;
	#now;
	#typing;
	#n = 0;
	#gesture;
	#open;
	#cancelClose;
	constructor(doc, log, now, typing) {
		this.#doc = doc;
		this.#log = log;
		this.#now = now;
		this.#typing = typing;
		doc.on("afterAllTransactions", this.#afterTransactions);
	}
	/** Runs `work` so that its transaction becomes one flush of its own. */
	gesture(facts, work) {
		this.close();
		this.#gesture = facts;
		try {
			work();
		} finally {
			this.#gesture = void 0;
		}
	}
	/** Closes what is being gathered, at once. */
	close() {
		this.#cancelClose?.();
		this.#cancelClose = void 0;
		const open = this.#open;
		if (!open) return;
		this.#open = void 0;
		this.#add(this.#typing(), open.from, open.to);
		this.#log.setOpen(false);
	}
	dispose() {
		this.close();
		this.#doc.off("afterAllTransactions", this.#afterTransactions);
	}
	#afterTransactions = (_doc, transactions) => {
		for (const transaction of transactions) {
			if (!transaction.local) continue;
			const from = transaction.beforeState.get(this.#doc.clientID) ?? 0;
			const to = transaction.afterState.get(this.#doc.clientID) ?? 0;
			if (from === to && transaction.deleteSet.clients.size === 0) continue;
			if (this.#gesture) this.#add(this.#gesture, from, to);
			else this.#gather(from, to);
		}
	};
	#gather(from, to) {
		const now = this.#now();
		if (this.#open) this.#open.to = to;
		else this.#open = {
			from,
			to,
			since: now
		};
		this.#log.setOpen(true);
		if (now - this.#open.since >= LONGEST_MS) return this.close();
		this.#cancelClose?.();
		this.#cancelClose = later(() => this.close(), IDLE_MS);
	}
	#add(facts, clockFrom, clockTo) {
		this.#n++;
		this.#log.add({
			client: this.#doc.clientID,
			n: this.#n,
			clockFrom,
			clockTo,
			time: this.#now(),
			...facts
		}, true);
	}
};
// packages/doc-schema/src/document/provenance.ts
/** The newest item of a text: the one whose flush is latest. Walks the text's items, a few per hundred letters typed. */
function newestOf(text, created, flushes) {
	let newest = created;
	let newestTime = flushes.find(created.client, created.clock)?.time ?? 0;
	for (let item = text._start; item; item = item.right) {
		const clock = item.id.clock + item.length - 1;
		const time = flushes.find(item.id.client, clock)?.time ?? 0;
		if (time > newestTime) {
			newest = {
				client: item.id.client,
				clock
			};
			newestTime = time;
		}
	}
	return newest;
}
function originOf(map, property, flushes) {
	const item = map._map.get(property) ?? map._map.get("");
	if (!item) return void 0;
	const origin = {
		client: item.id.client,
		clock: item.id.clock
	};
	const value = item.deleted ? void 0 : map.get(property);
	return value instanceof Y.Text ? newestOf(value, origin, flushes) : origin;
}
/** Who wrote the value a property has now: from the item's (client, clock) to the flush that brought it. O(log n) for values. */
function readProvenance(map, property, flushes) {
	const origin = originOf(map, property, flushes);
	if (!origin) return void 0;
	const flush = flushes.find(origin.client, origin.clock);
	return {
		client: origin.client,
		person: flush?.person,
		name: flush?.name ?? flushes.nameOf(origin.client),
		time: flush?.time,
		tool: flush?.tool,
		title: flush?.title
	};
}
const WINDOW_MS = 1e3;
/** Counters are dropped once there are this many, so that a long session does not keep one per property ever touched. */
const MAX_COUNTERS = 4096;
/** Counts this session's writes by property and says when one comes too often. */
var WriteGuard = class {
	#times = /* @__PURE__ */ new Map();
	#now;
	constructor(now) {
		this.#now = now;
	}
	/** Records a write; false when it is one too many within the last second. */
	admit(id, property) {
		const name = `${id}/${property}`;
		const now = this.#now();
		const recent = (this.#times.get(name) ?? []).filter((time) => now - time < WINDOW_MS && time <= now);
		if (recent.length >= 4) return false;
		recent.push(now);
		if (this.#times.size >= MAX_COUNTERS) this.#times.clear();
		this.#times.set(name, recent);
		return true;
	}
	/** Milliseconds until the oldest counted write leaves the window. */
	waitMs(id, property) {
		const oldest = this.#times.get(`${id}/${property}`)?.[0];
		return oldest === void 0 ? 0 : Math.max(0, oldest + WINDOW_MS - this.#now());
	}
};
// packages/doc-schema/src/document/graph-doc.ts
/**
* One region's document: entities, links and texts read as plain frozen values and written by gestures. Everything of ours that
* reads or writes a region goes through here. Reading never throws; what others send can at worst show as an issue.
*/
var GraphDoc = class GraphDoc {
	doc;
	region;
	kinds;
	flushes = new FlushLog();
	journal = new Journal();
	author;
	#tool;
	#now;
	#roots;
	#links = new LinkIndex();
	#recorder;
	#guard;
	#guardMode;
	#delayed = /* @__PURE__ */ new Map();
	#cache = /* @__PURE__ */ new Map();
	#listeners = /* @__PURE__ */ new Set();
	#stopObserving;
	#ids;
	#active;
	#reportFault;
	#disposed = false;
	constructor(options) {
		this.doc = options.doc ?? new Y.Doc({ guid: options.region });
		this.region = options.region;
		this.kinds = options.kinds ?? kinds;
		this.author = options.author;
		this.#tool = options.tool ?? "workspace";
		this.#now = options.now ?? Date.now;
		this.#guard = new WriteGuard(this.#now);
		this.#reportFault = options.reportFault ?? reportToConsole;
		this.#guardMode = options.guard ?? "coalesce";
		this.#roots = {
			entities: this.doc.getMap("e"),
			links: this.doc.getMap("l"),
			facts: this.doc.getMap("m")
		};
		for (const [name, value] of this.#roots.links) this.#links.update(name, value);
		this.#recorder = new FlushRecorder(this.doc, this.flushes, this.#now, () => this.#facts({ title: "Type" }));
		this.#stopObserving = observeChanges(this.#roots, this.#links, this.#forget, this.#tell);
	}
	/** Opens a region's document. `dispose` it when done; the Y.Doc stays the caller's. */
	static open(options) {
		return new GraphDoc(options);
	}
	/** The world's own entity, or undefined before it has arrived. */
	get worldId() {
		const key = this.#roots.facts.get("world");
		return typeof key === "string" ? entityIdOf(key) : void 0;
	}
	/** The entity as it reads now, the same object until it changes; undefined where there is none. */
	read(id) {
		const known = this.#cache.get(id);
		if (known) return known;
		if (!this.#roots.entities.has(id)) return void 0;
		const entity = readEntity(id, this.#roots.entities.get(id), this.kinds);
		this.#cache.set(id, entity);
		return entity;
	}
	/** Every entity, the trashed too; the same array until one is made. */
	list() {
		this.#ids ??= Object.freeze([...this.#roots.entities.keys()]);
		return this.#ids;
	}
	/** The shared text of a property, for an editor to bind to. */
	text(id, property) {
		const map = this.#roots.entities.get(id);
		const value = map instanceof Y.Map ? map.get(property) : void 0;
		return value instanceof Y.Text ? value : void 0;
	}
	/** Links that start at `key`; the same array until they change. */
	linksFrom(key) {
		return this.#links.linksFrom(key);
	}
	/** Links that end at `key`; the same array until they change. */
	linksTo(key) {
		return this.#links.linksTo(key);
	}
	/** Every link of the region, in no order. */
	links() {
		return this.#links.list();
	}
	/** Who wrote the value a property has now. */
	provenance(id, property) {
		const map = this.#roots.entities.get(id);
		return map instanceof Y.Map ? readProvenance(map, property, this.flushes) : void 0;
	}
	/**
	* Runs one gesture: one transaction, one undo step, one flush. A gesture within a gesture becomes part of it.
	* Where `write` throws, what it had written is taken back and the error passed on.
	*/
	edit(gesture, write) {
		if (this.#disposed) throw new SpaceError("disposed", "This document is closed: open the world again.");
		if (this.#active) return write(this.#active);
		const { result, entries } = this.#run(gesture, write);
		if (gesture.undoable !== false) this.journal.record({
			title: gesture.title,
			entries
		});
		return result;
	}
	/** Calls `listener` once for each transaction that changed something, until the returned function is called. */
	subscribe(listener) {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
	/** Takes back this person's newest gesture; values someone changed since are kept and named. */
	undo() {
		return this.#step("undo");
	}
	/** Does again what was undone last; values someone changed since are kept and named. */
	redo() {
		return this.#step("redo");
	}
	/** Writes the default over each invalid value of an entity, as one gesture. */
	mend(id) {
		const entity = this.read(id);
		const fields = this.kinds.get(entity?.kind ?? "")?.fields ?? {};
		this.edit({ title: `Mend ${entity?.title ?? "entity"}` }, (edit) => {
			for (const issue of entity?.issues ?? []) {
				const field = fields[issue.property];
				if (field && issue.code === "invalid-value") edit.set(id, field.name, field.default);
			}
		});
	}
	/** Closes the flush that is being gathered and writes what the write guard held back. Before a page goes. */
	settle() {
		for (const name of [...this.#delayed.keys()]) this.#writeDelayed(name);
		this.#recorder.close();
	}
	/** Stops listening to the document. */
	dispose() {
		if (this.#disposed) return;
		this.settle();
		this.#disposed = true;
		this.#recorder.dispose();
		this.#stopObserving();
		this.#listeners.clear();
	}
	#run(gesture, write) {
		const edit = new Edit(this.#context());
		let outcome;
		let failure;
		this.#recorder.gesture(this.#facts(gesture), () => {
			this.doc.transact(() => {
				this.#active = edit;
				try {
					outcome = { result: write(edit) };
				} catch (error) {
					failure = error;
					for (const entry of [...edit.entries].reverse()) edit.put(entry, entry.before);
				} finally {
					this.#active = void 0;
				}
			}, this);
		});
		if (!outcome) throw failure;
		return {
			result: outcome.result,
			entries: edit.entries
		};
	}
	#step(direction) {
		const step = this.journal.take(direction);
		if (!step) return void 0;
		const wanted = (entry) => direction === "undo" ? entry.after : entry.before;
		const applied = step.entries.filter((entry) => equalJson(this.#rawOf(entry), wanted(entry)));
		const kept = step.entries.filter((entry) => !applied.includes(entry));
		const title = `${direction === "undo" ? "Undo" : "Redo"} ${step.title}`;
		this.#run({ title }, (edit) => {
			for (const entry of applied) edit.put(entry, direction === "undo" ? entry.before : entry.after);
		});
		this.journal.moved(direction, {
			title: step.title,
			entries: applied
		});
		return {
			title: step.title,
			kept: kept.map((entry) => ({
				id: entry.id,
				property: entry.property,
				by: this.#lastWriter(entry)
			}))
		};
	}
	#rawOf(entry) {
		if (entry.id === "") return this.#roots.links.has(entry.property) ? freezeJson(this.#roots.links.get(entry.property)) : void 0;
		const map = this.#roots.entities.get(entry.id);
		return map instanceof Y.Map ? readWritten(map, entry.property) : void 0;
	}
	#lastWriter(entry) {
		const map = entry.id === "" ? this.#roots.links : this.#roots.entities.get(entry.id);
		return (map instanceof Y.Map ? readProvenance(map, entry.property, this.flushes) : void 0)?.name ?? "someone";
	}
	#context() {
		return {
			region: this.region,
			roots: this.#roots,
			kinds: this.kinds,
			person: this.author.person,
			now: this.#now,
			admit: this.#admit
		};
	}
	#admit = (id, property, value) => {
		const name = `${id}/${property}`;
		const waiting = this.#delayed.get(name);
		if (!waiting && this.#guard.admit(id, property)) return true;
		if (this.#guardMode === "throw") throw new SpaceError("write-rate", `"${property}" of ${id} is written more than four times a second: stream motion, write once.`);
		if (waiting) waiting.value = value;
		else this.#delay(name, id, property, value);
		return false;
	};
	#delay(name, id, property, value) {
		const cancel = later(() => this.#writeDelayed(name), this.#guard.waitMs(id, property) + 1);
		this.#delayed.set(name, {
			id,
			property,
			value,
			cancel
		});
	}
	#writeDelayed(name) {
		const delayed = this.#delayed.get(name);
		if (!delayed) return;
		delayed.cancel();
		this.#delayed.delete(name);
		const { id, property, value } = delayed;
		const entry = {
			region: this.region,
			id,
			property,
			before: void 0,
			after: void 0
		};
		const { entries } = this.#run({ title: "Change" }, (edit) => edit.put(entry, value));
		this.journal.record({
			title: "Change",
			entries
		});
	}
	#facts(gesture) {
		return {
			person: this.author.person,
			name: this.author.name,
			tool: gesture.tool ?? this.#tool,
			title: gesture.title.slice(0, 200)
		};
	}
	#forget = (ids, created) => {
		for (const id of ids) this.#cache.delete(id);
		if (created) this.#ids = void 0;
	};
	#tell = (change) => {
		for (const listener of [...this.#listeners]) try {
			listener(change);
		} catch (error) {
			this.#reportFault(error);
		}
	};
};
function reportToConsole(error) {
	console.error("A listener of the document failed:", error);
}
// packages/doc-schema/src/document/starter-world.ts
const CHALK = "#efe8dc";
const SAND = "#dcc6a4";
const CORAL = "#e0a08c";
const MUSTARD = "#dfb96e";
const SAGE = "#a3bba2";
const MOSS = "#75987f";
const TEAL = "#6a9aa3";
const PLUM = "#94809f";
/** Height of the plaza's top, metres: what stands on it starts here. */
const PLAZA_M = .28;
/** What everything else stands on; locked, so that a drag on it turns the view instead of moving it. */
const FLOORS = [
	[
		"Plaza",
		"slab",
		[
			.3,
			0,
			-1.1
		],
		[
			12.4,
			PLAZA_M,
			8.2
		],
		CHALK
	],
	[
		"Terrace",
		"slab",
		[
			2.8,
			0,
			-3
		],
		[
			4.6,
			.95,
			3.9
		],
		SAND
	],
	[
		"Lower step",
		"box",
		[
			2.55,
			PLAZA_M,
			-.76
		],
		[
			1.5,
			.22,
			.56
		],
		SAND
	],
	[
		"Upper step",
		"box",
		[
			2.55,
			PLAZA_M,
			-.98
		],
		[
			1.5,
			.44,
			.5
		],
		SAND
	]
];
const SHAPES = [
	[
		"Lighthouse",
		"tower",
		[
			2.75,
			.95,
			-3.1
		],
		[
			2.08,
			4.74,
			2.08
		],
		CHALK
	],
	[
		"Gate",
		"arch",
		[
			-.15,
			PLAZA_M,
			-4.1
		],
		[
			1.9,
			2.6,
			.5
		],
		CORAL
	],
	[
		"Teal block",
		"box",
		[
			2.15,
			PLAZA_M,
			.85
		],
		[
			1,
			.42,
			.8
		],
		TEAL,
		7
	],
	[
		"Mustard drum",
		"cylinder",
		[
			3.7,
			PLAZA_M,
			.6
		],
		[
			.95,
			.5,
			.95
		],
		MUSTARD
	],
	[
		"Plum block",
		"box",
		[
			4,
			PLAZA_M,
			1.95
		],
		[
			1,
			.42,
			.8
		],
		PLUM,
		14
	],
	[
		"Coral cone",
		"cone",
		[
			2.45,
			PLAZA_M,
			2.1
		],
		[
			.8,
			.85,
			.8
		],
		CORAL
	],
	[
		"Pearl",
		"sphere",
		[
			3.2,
			PLAZA_M,
			1.55
		],
		[
			.42,
			.42,
			.42
		],
		CHALK
	],
	[
		"Ring",
		"torus",
		[
			1.2,
			PLAZA_M,
			1.75
		],
		[
			.8,
			.2,
			.8
		],
		SAND
	],
	[
		"Round tree",
		"tree",
		[
			-1.6,
			.04,
			-7.2
		],
		[
			1.5,
			1.9,
			1.5
		],
		SAGE
	],
	[
		"Round tree",
		"tree",
		[
			7.9,
			.05,
			1.4
		],
		[
			1.25,
			1.5,
			1.25
		],
		SAGE
	],
	[
		"Round tree",
		"tree",
		[
			-8.2,
			.13,
			1.1
		],
		[
			1.35,
			1.6,
			1.35
		],
		SAGE
	],
	[
		"Cypress",
		"cypress",
		[
			-7.1,
			.16,
			-3.2
		],
		[
			.92,
			2.7,
			.92
		],
		MOSS
	],
	[
		"Cypress",
		"cypress",
		[
			-7.9,
			.14,
			-2.1
		],
		[
			.68,
			2,
			.68
		],
		SAGE
	],
	[
		"Cypress",
		"cypress",
		[
			7.6,
			.2,
			-3.6
		],
		[
			1.02,
			3,
			1.02
		],
		MOSS
	],
	[
		"Cypress",
		"cypress",
		[
			8.5,
			.22,
			-2.6
		],
		[
			.75,
			2.2,
			.75
		],
		SAGE
	],
	[
		"Cypress",
		"cypress",
		[
			-9.5,
			2.25,
			-8.2
		],
		[
			1.09,
			3.2,
			1.09
		],
		MOSS
	],
	[
		"Cypress",
		"cypress",
		[
			9.6,
			3.22,
			-13
		],
		[
			.82,
			2.4,
			.82
		],
		SAGE
	],
	[
		"Cypress",
		"cypress",
		[
			-11.6,
			2.35,
			-7.6
		],
		[
			.85,
			2.5,
			.85
		],
		SAGE
	],
	[
		"Cypress",
		"cypress",
		[
			11.8,
			2.94,
			-10.5
		],
		[
			1.02,
			3,
			1.02
		],
		MOSS
	],
	[
		"Cypress",
		"cypress",
		[
			.2,
			.16,
			-9.4
		],
		[
			.78,
			2.3,
			.78
		],
		MOSS
	]
];
const LAMPS = [
	[
		1.2,
		PLAZA_M,
		-.35
	],
	[
		-5.1,
		PLAZA_M,
		-.2
	],
	[
		5.9,
		PLAZA_M,
		-1.6
	]
];
/** The first steps, in order; `ticks` says what completes each. */
const STEPS = [
	{
		title: "Place something",
		ticks: "place"
	},
	{
		title: "Write a note and link it",
		ticks: "note-link"
	},
	{
		title: "Open a file of your folder",
		ticks: "open-file"
	},
	{
		title: "Undo something",
		ticks: "undo"
	},
	{
		title: "Open the share link, see yourself arrive",
		ticks: "invite"
	}
];
/**
* Furnishes a new world: its name, a plaza, and a board of five real tasks. Called once, by whoever makes the world,
* before anyone else has it: two peers doing it would furnish it twice.
*/
function createStarterWorld(graph, name = "Home") {
	return graph.edit({
		title: `Make ${name}`,
		tool: "starter-world"
	}, (edit) => {
		const world = edit.create("world", { title: name });
		edit.nameWorld(world);
		const board = createBoard(edit);
		furnishPlaza(edit);
		return {
			world,
			board,
			note: edit.create("note", {
				title: "How this place works",
				position: [
					-4.4,
					PLAZA_M,
					2
				],
				turn: [
					0,
					24,
					0
				]
			}, { text: { body: "Everything here is an entity: open it, link it, move it, undo it.\n\nPress Ctrl+K for every command, F1 for all keys." } })
		};
	});
}
/** Makes the land's furniture; the plaza contains all of it, so that the outline opens on a short list. */
function furnishPlaza(edit) {
	const [plaza, ...floors] = FLOORS.map((floor) => createShape(edit, floor, true));
	const lamps = LAMPS.map((position) => edit.create("light", {
		title: "Lamp",
		form: "lamp",
		position
	}));
	const things = [
		...floors,
		...SHAPES.map((shape) => createShape(edit, shape, false)),
		...lamps
	];
	const orders = generateNKeysBetween(null, null, things.length);
	if (plaza) things.forEach((id, i) => edit.link(entityKey(plaza), "contains", entityKey(id), { order: orders[i] ?? "a0" }));
}
function createShape(edit, [title, form, position, size, colour, turn], locked) {
	return edit.create("shape", {
		title,
		form,
		position,
		size,
		colour,
		turn: [
			0,
			turn ?? 0,
			0
		],
		...locked ? { locked } : {}
	});
}
function createBoard(edit) {
	const place = {
		position: [
			-1.75,
			PLAZA_M,
			.55
		],
		turn: [
			0,
			11,
			0
		]
	};
	const board = edit.create("panel", {
		title: "Welcome board",
		view: "board",
		...place
	});
	const orders = generateNKeysBetween(null, null, STEPS.length);
	STEPS.forEach((step, i) => {
		const task = edit.create("task", step);
		edit.link(entityKey(board), "contains", entityKey(task), { order: orders[i] ?? "a0" });
	});
	return board;
}
// packages/doc-schema/src/graph/graph.ts
/** A card for a key that cannot be read, with the reason. */
function missingNode(key, reason, title = key) {
	return {
		key,
		title,
		kind: "missing",
		icon: "unlink",
		missing: reason,
		hasChildren: false,
		facts: {}
	};
}
/** One interface over all sources. A source that is absent or fails degrades to a card that says so; nothing throws. */
var Graph = class {
	#sources = /* @__PURE__ */ new Map();
	/**
	* Adds a source until the returned function is called.
	* @throws SpaceError `invalid-value` when its scheme is taken.
	*/
	add(source) {
		if (this.#sources.has(source.scheme)) throw new SpaceError("invalid-value", `The scheme ${source.scheme} has a source already.`);
		this.#sources.set(source.scheme, source);
		return () => void this.#sources.delete(source.scheme);
	}
	/** What a key stands for now. */
	async read(key) {
		try {
			const source = this.#sourceOf(key);
			return source ? await source.read(key) : missingNode(key, "Nothing here answers for this kind of key.");
		} catch (error) {
			return missingNode(key, messageOf(error));
		}
	}
	/** What lies directly below a key; one card with the reason where that cannot be told. */
	async children(key) {
		try {
			return await this.#sourceOf(key)?.children(key) ?? [];
		} catch (error) {
			return [missingNode(key, messageOf(error))];
		}
	}
	/** Calls `listener` when what a key answers changes, until the returned function is called. */
	subscribe(key, listener) {
		return this.#sourceOf(key)?.subscribe(key, listener) ?? (() => void 0);
	}
	#sourceOf(key) {
		return this.#sources.get(parseKey(key).scheme);
	}
};
const messageOf = (error) => error instanceof Error ? error.message : String(error);
// packages/doc-schema/src/graph/document-source.ts
/** The relation that puts one thing into another: a board's tasks, a list's rows. Its data may carry an order key. */
const CONTAINS = "contains";
function nodeOf(graph, entity) {
	const key = entityKey(entity.id);
	const node = {
		key,
		title: entity.title,
		kind: entity.kind,
		icon: graph.kinds.get(entity.kind)?.icon ?? "circle-help",
		hasChildren: graph.linksFrom(key).some((link) => link.relation === CONTAINS),
		facts: entity.properties
	};
	return entity.trashed ? {
		...node,
		missing: "It is in the trash."
	} : node;
}
/** The source of `entity:` keys: the region's document. */
function createDocumentSource(graph) {
	const read = (key) => {
		const id = entityIdOf(key);
		const entity = id ? graph.read(id) : void 0;
		return entity ? nodeOf(graph, entity) : missingNode(key, "It is not in this region, or has not arrived yet.");
	};
	return {
		scheme: "entity",
		read,
		children: (key) => readContained(graph, key).map(read),
		subscribe: (key, listener) => {
			const id = entityIdOf(key);
			return graph.subscribe((change) => {
				if (id && change.entities.has(id) || change.links.has(key)) listener();
			});
		}
	};
}
/** The keys a thing contains, by the order on their links, then by key. */
function readContained(graph, key) {
	const orderOf = (order) => typeof order === "string" ? order : "~";
	return graph.linksFrom(key).filter((link) => link.relation === CONTAINS).toSorted((a, b) => compare(orderOf(a.data["order"]), orderOf(b.data["order"])) || compare(a.to, b.to)).map((link) => link.to);
}
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
export { CONTAINS, CommandRegistry, FlushLog, Graph, GraphDoc, SpaceError, checkFlush, createDocumentSource, createStarterWorld, defineKind, entityIdOf, entityKey, equalJson, fileKey, flushId, freezeJson, isRecord, kinds, mintId, missingNode, parseKey, personKey, randomName, readContained };
