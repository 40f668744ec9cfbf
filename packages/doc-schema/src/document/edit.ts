import * as Y from 'yjs';
import { removeKey, viewMap } from '../compact/view-map.ts';
import { SpaceError } from '../errors.ts';
import type { JournalEntry } from '../history/journal-step.ts';
import type { EntityState } from '../history/region-state.ts';
import { type EntityId, entityKey, type Key, mintId, parseKey, type RegionId } from '../ids.ts';
import { equalJson, freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { Field } from '../kinds/kind.ts';
import { encodeLinkName } from '../links/link.ts';
import type { DocumentKinds } from './document-kinds.ts';
import { DELETED, readKindName, readRaw, readWritten } from './read-entity.ts';
import { BASE, jsonOf, ownValue, readBase, readField, readJson } from './read-field.ts';
import { replaceText } from './replace-text.ts';
import { itemKey, parseItemKey, readItemKeys, readSet } from './read-set.ts';

/** The root maps of a region's document. */
export interface Roots {
  readonly entities: Y.Map<Y.Map<unknown>>;
  readonly links: Y.Map<unknown>;
  readonly facts: Y.Map<unknown>;
  /** Declarations of kinds by name, see `DocumentKinds`. */
  readonly kinds: Y.Map<unknown>;
}

/** What an edit needs of its document. */
export interface EditContext {
  readonly region: RegionId;
  readonly roots: Roots;
  readonly kinds: DocumentKinds;
  readonly person: string;
  readonly now: () => number;
  /** Asked before each write to a property; false leaves it out (it is written later, see the write guard). */
  readonly admit: (id: EntityId, property: string, value: Json | undefined) => boolean;
}

/** What a link holds; one whose data cannot be read holds none, as it shows. */
const readLinkValue = (roots: Roots, name: string): Json | undefined =>
  roots.links.has(name) ? (readJson(roots.links.get(name)) ?? {}) : undefined;

/** What an entry's property or link holds now. */
export function readEntry(roots: Roots, entry: Pick<JournalEntry, 'id' | 'property'>): Json | undefined {
  if (entry.id === '') return readLinkValue(roots, entry.property);
  const map: unknown = roots.entities.get(entry.id);
  return map instanceof Y.Map ? readWritten(map, entry.property) : undefined;
}

const NO_KEYS: readonly string[] = [];

/** What may be said when an entity is made. */
export interface CreateOptions {
  /** First text of text properties. */
  readonly text?: Readonly<Record<string, string>>;
  /** A derived id, for an import that has claimed it; minted otherwise. */
  readonly id?: EntityId;
}

/**
 * Writes of one gesture. Handed to the function given to `GraphDoc.edit` and of no use after it.
 * Two people writing one property at once: one of both values stands, whole; different properties never disturb each other.
 */
export class Edit {
  readonly #context: EditContext;
  readonly #entries = new Map<string, JournalEntry>();

  constructor(context: EditContext) {
    this.#context = context;
  }

  /** What this gesture changed so far, one entry a property or link, first `before` to last `after`. */
  get entries(): readonly JournalEntry[] {
    return [...this.#entries.values()].filter((entry) => !equalJson(entry.before, entry.after));
  }

  /**
   * Makes an entity; all its creation values travel as one item.
   * @throws SpaceError `unknown-kind`, `unknown-property`, `invalid-value`, `bad-json`.
   */
  create(kindName: string, properties: Readonly<Record<string, Json>> = {}, options: CreateOptions = {}): EntityId {
    const kind = this.#context.kinds.get(kindName);
    if (!kind) throw new SpaceError('unknown-kind', `"${kindName}" is no kind this program knows.`, { kind: kindName });
    const values: Record<string, Json> = {};
    for (const [property, value] of Object.entries(properties)) values[property] = this.#check(kindName, property, value);
    const id = options.id ?? mintId();
    if (this.#context.roots.entities.has(id))
      throw new SpaceError('invalid-value', `There is an entity ${id} already: mint a new id.`, { id });
    const map = new Y.Map<unknown>();
    map.set(BASE, { kind: kindName, v: kind.version, ...values });
    for (const field of Object.values(kind.fields)) {
      if (field.merge === 'text') map.set(field.name, new Y.Text(options.text?.[field.name] ?? ''));
    }
    this.#context.roots.entities.set(id, map);
    this.#context.kinds.declare(kindName);
    // Undoing a creation puts the entity in the trash; `null` is what a restored entity carries.
    this.#record(id, DELETED, this.#trashMark(), null);
    return id;
  }

  /**
   * Writes one property. Of a set it writes the difference to what it holds now, so that what others put in or take out meanwhile
   * stands too.
   * @throws SpaceError `unknown-entity`, `unknown-property`, `text-property`, `invalid-value`, `bad-json`, `write-rate`.
   */
  set(id: EntityId, property: string, value: Json): void {
    const map = this.#map(id);
    const checked = this.#check(readKindName(map), property, value);
    this.#context.kinds.declare(readKindName(map));
    const field = this.#setField(map, property);
    if (!field) return this.#write(id, map, property, checked);
    const wanted = new Set(checked as readonly string[]);
    const { items } = this.#readSet(map, field);
    for (const item of items) if (!wanted.has(item)) this.#write(id, map, itemKey(property, item), false);
    for (const item of wanted) if (!items.includes(item)) this.#write(id, map, itemKey(property, item), true);
  }

  /**
   * Puts an item into a set; nothing happens where it is in. Two people putting in different items get both.
   * @throws SpaceError `unknown-entity`, `unknown-property`, `invalid-value`, `write-rate`.
   */
  include(id: EntityId, property: string, item: string): void {
    this.#setItem(id, property, item, true);
  }

  /**
   * Takes an item out of a set; nothing happens where it is not in. While another person puts the same item in, one of both stands.
   * @throws SpaceError `unknown-entity`, `unknown-property`, `invalid-value`, `write-rate`.
   */
  exclude(id: EntityId, property: string, item: string): void {
    this.#setItem(id, property, item, false);
  }

  /**
   * Makes a text property read `text`, touching only what differs. Two people at once: both changes stay where they touch different
   * places. Undone as a whole, where nobody typed in it since.
   * @throws SpaceError `unknown-entity`, `unknown-property` where the property is no text.
   */
  setText(id: EntityId, property: string, text: string): void {
    const map = this.#map(id);
    const kind = readKindName(map);
    if (!(map.get(property) instanceof Y.Text)) {
      if (this.#context.kinds.get(kind)?.fields[property]?.merge !== 'text')
        throw new SpaceError('unknown-property', `A ${kind} has no text "${property}".`, { kind, property });
      map.set(property, new Y.Text());
    }
    if (readWritten(map, property) !== text) this.#overwrite(id, map, property, text);
  }

  /** Moves to the trash what lost its creation values; what is no entity at all is first made one that holds what was there. */
  mendDamaged(id: EntityId): void {
    const { entities } = this.#context.roots;
    const there: unknown = entities.get(id);
    if (!entities.has(id)) return;
    if (!(there instanceof Y.Map)) {
      const map = new Y.Map<unknown>();
      map.set(BASE, { kind: 'unknown', v: 1, raw: jsonOf(there) });
      entities.set(id, map);
    }
    this.trash(id);
  }

  /**
   * Writes over what cannot be used in a field: the default over a value, only its good items over a set, over what is no text a
   * text of the same words.
   */
  mendField(id: EntityId, field: Field): void {
    const map = this.#map(id);
    if (field.merge === 'set') return this.#mendSet(id, map, field);
    if (field.merge === 'value') return this.#replace(id, map, field.name, field.default);
    const raw = readRaw(map, field.name);
    // No step to undo: the words stay as they are.
    if (!(raw instanceof Y.Text)) map.set(field.name, new Y.Text(typeof raw === 'string' ? raw : ''));
  }

  /** Takes back what was written to a property since the entity was made; its creation value or default shows again. */
  unset(id: EntityId, property: string): void {
    const map = this.#map(id);
    const field = this.#context.kinds.get(readKindName(map))?.fields[property];
    const names = [property, ...(field?.was ?? [])];
    for (const key of readItemKeys(map)) if (names.some((name) => key.startsWith(itemKey(name, '')))) this.#write(id, map, key, undefined);
    for (const name of names) {
      const created = ownValue(readBase(map), name);
      if (viewMap(map).has(name)) this.#write(id, map, name, created === undefined ? undefined : jsonOf(created));
    }
  }

  /** Moves an entity to the trash. A property, not a removal: what others do to it meanwhile is kept. */
  trash(id: EntityId): void {
    const map = this.#map(id);
    if (!isRecord(readRaw(map, DELETED))) this.#write(id, map, DELETED, this.#trashMark());
  }

  /** Takes an entity out of the trash. */
  restore(id: EntityId): void {
    const map = this.#map(id);
    if (isRecord(readRaw(map, DELETED))) this.#write(id, map, DELETED, null);
  }

  /** Draws a link, or gives it new data. Two people drawing the same link draw one. */
  link(from: Key, relation: string, to: Key, data: Readonly<Record<string, Json>> = {}): void {
    parseKey(from);
    parseKey(to);
    if (relation === '') throw new SpaceError('invalid-value', 'A link needs a relation, such as "about".');
    this.#writeLink(encodeLinkName(from, relation, to), freezeJson(data));
  }

  /** Takes a link away; nothing happens where there is none. */
  unlink(from: Key, relation: string, to: Key): void {
    const name = encodeLinkName(from, relation, to);
    if (this.#context.roots.links.has(name)) this.#writeLink(name, undefined);
  }

  /** Says which entity is the world itself. For whoever makes the world. */
  nameWorld(id: EntityId): void {
    this.#context.roots.facts.set('world', entityKey(id));
  }

  /** What an entry's property or link holds now, as the journal and history compare it. */
  written(entry: Pick<JournalEntry, 'id' | 'property'>): Json | undefined {
    return readEntry(this.#context.roots, entry);
  }

  /** Makes an entity of what history or a branch holds, unchecked, under its own id; one undo step back is the trash. */
  recreate(id: EntityId, state: EntityState): void {
    if (this.#context.roots.entities.has(id))
      throw new SpaceError('invalid-value', `There is an entity ${id} already: change it instead.`, { id });
    const map = new Y.Map<unknown>();
    const base: Record<string, Json> = { kind: state.kind, v: state.version };
    for (const [property, value] of Object.entries(state.properties)) {
      // What is read from keys of its own only: the mark of the trash and the items of sets.
      if (property === DELETED || parseItemKey(property)) map.set(property, value);
      else if (!(property in base) && property !== BASE) base[property] = value;
    }
    map.set(BASE, base);
    for (const [property, text] of Object.entries(state.texts)) map.set(property, new Y.Text(text));
    this.#context.roots.entities.set(id, map);
    this.#context.kinds.declare(state.kind);
    this.#record(id, DELETED, this.#trashMark(), state.properties[DELETED] ?? null);
  }

  /** Makes a text read `text` where nothing checks it: what history restores. */
  putText(id: EntityId, property: string, text: string): void {
    const map = this.#map(id);
    const current = map.get(property);
    if (!(current instanceof Y.Text)) {
      if (current !== undefined) return this.put({ region: this.#context.region, id, property, before: undefined, after: text }, text);
      map.set(property, new Y.Text());
    }
    if (readWritten(map, property) !== text) this.#overwrite(id, map, property, text);
  }

  /** Writes a value the journal kept, unchecked and unguarded: it was checked when it was first written. */
  put(entry: JournalEntry, value: Json | undefined): void {
    if (entry.id === '') return this.#writeLink(entry.property, value);
    const map: unknown = this.#context.roots.entities.get(entry.id);
    if (map instanceof Y.Map && !equalJson(readWritten(map, entry.property), value)) this.#overwrite(entry.id, map, entry.property, value);
  }

  /** Writes what was there before, if what this entry wrote is still there; else leaves it to whoever changed it since. */
  putBack(entry: JournalEntry): void {
    if (equalJson(readEntry(this.#context.roots, entry), entry.after)) this.put(entry, entry.before);
  }

  #trashMark(): Json {
    return freezeJson({ time: this.#context.now(), person: this.#context.person });
  }

  #map(id: EntityId): Y.Map<unknown> {
    const map = this.#context.roots.entities.get(id);
    if (map instanceof Y.Map) return map;
    throw new SpaceError('unknown-entity', `There is no entity ${id} in region ${this.#context.region}.`, { id });
  }

  #check(kindName: string, property: string, value: Json): Json {
    const kind = this.#context.kinds.get(kindName);
    if (!kind) return freezeJson(value);
    const field = kind.fields[property];
    if (!field) throw new SpaceError('unknown-property', `A ${kindName} has no property "${property}".`, { kind: kindName, property });
    if (field.merge === 'text')
      throw new SpaceError('text-property', `"${property}" is text: edit it through GraphDoc.text.`, { property });
    const checked = field.check(value);
    if (checked.ok) return checked.value;
    throw new SpaceError('invalid-value', checked.message, { kind: kindName, property, value: JSON.stringify(value) ?? 'nothing' });
  }

  #setField(map: Y.Map<unknown>, property: string): Field | undefined {
    const field = this.#context.kinds.get(readKindName(map))?.fields[property];
    return field?.merge === 'set' ? field : undefined;
  }

  #readSet(map: Y.Map<unknown>, field: Field): { readonly items: readonly string[] } {
    return readSet(map, field, readField(map, field), readItemKeys(map));
  }

  #mendSet(id: EntityId, map: Y.Map<unknown>, field: Field): void {
    const keys = readItemKeys(map);
    const { bad } = readSet(map, field, readField(map, field), keys);
    const whole = readSet(map, field, readField(map, field), NO_KEYS);
    for (const { key } of bad) if (key !== field.name) this.#replace(id, map, key, undefined);
    if (whole.bad.length > 0) this.#replace(id, map, field.name, whole.items);
  }

  /** Writes whatever stands there now, a shared type of the wrong sort too. */
  #replace(id: EntityId, map: Y.Map<unknown>, property: string, value: Json | undefined): void {
    const before = readWritten(map, property);
    if (value === undefined) map.delete(property);
    else map.set(property, value);
    this.#record(id, property, before, value);
  }

  #setItem(id: EntityId, property: string, item: string, is: boolean): void {
    const map = this.#map(id);
    const kind = readKindName(map);
    const field = this.#setField(map, property);
    if (!field) throw new SpaceError('unknown-property', `A ${kind} has no set "${property}".`, { kind, property });
    const checked = field.checkItem(item);
    if (is && !checked.ok) throw new SpaceError('invalid-value', checked.message, { kind, property, value: item });
    this.#context.kinds.declare(kind);
    if (this.#readSet(map, field).items.includes(item) !== is) this.#write(id, map, itemKey(property, item), is);
  }

  #write(id: EntityId, map: Y.Map<unknown>, property: string, value: Json | undefined): void {
    if (!equalJson(readWritten(map, property), value) && this.#context.admit(id, property, value))
      this.#overwrite(id, map, property, value);
  }

  /** False where a text stands in the place of a value: that is overwritten, not typed in. */
  #mayBeText(map: Y.Map<unknown>, property: string): boolean {
    const merge = this.#context.kinds.get(readKindName(map))?.fields[property]?.merge ?? 'text';
    return merge === 'text' && property !== DELETED;
  }

  #overwrite(id: EntityId, map: Y.Map<unknown>, property: string, value: Json | undefined): void {
    const before = readWritten(map, property);
    const current = map.get(property);
    // A text is changed in place: editors are bound to it, and others type in it.
    if (current instanceof Y.Text && this.#mayBeText(map, property)) replaceText(current, typeof value === 'string' ? value : '');
    else if (value === undefined) removeKey(map, property);
    else map.set(property, value);
    this.#record(id, property, before, value);
  }

  #writeLink(name: string, value: Json | undefined): void {
    const { links } = this.#context.roots;
    const before = readLinkValue(this.#context.roots, name);
    if (equalJson(before, value)) return;
    if (value === undefined) links.delete(name);
    else links.set(name, value);
    this.#record('', name, before, value);
  }

  #record(id: EntityId | '', property: string, before: Json | undefined, after: Json | undefined): void {
    const name = `${id}/${property}`;
    const known = this.#entries.get(name);
    this.#entries.set(name, { region: this.#context.region, id, property, before: known ? known.before : before, after });
  }
}
