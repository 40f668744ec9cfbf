import { type CompletionContext, type CompletionResult, autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { type Extension, type Range, StateEffect } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, tooltips, ViewPlugin, type ViewUpdate, WidgetType } from '@codemirror/view';
import { formatMention, type Mention, readMentions } from '@space/doc-schema/links';
import type { MentionHost, MentionLook, MentionOption } from './mention-host.ts';
import './mentions.css';

/** Tells an editor that titles may have changed. */
const looksChanged = StateEffect.define<null>();

class MentionWidget extends WidgetType {
  readonly #look: MentionLook;

  constructor(look: MentionLook) {
    super();
    this.#look = look;
  }

  override eq(other: MentionWidget): boolean {
    const [a, b] = [this.#look, other.#look];
    return a.title === b.title && a.state === b.state && a.key === b.key;
  }

  override toDOM(): HTMLElement {
    const { title, state } = this.#look;
    const chip = document.createElement('span');
    chip.className = `mention ${state}`;
    chip.setAttribute('role', 'link');
    chip.textContent = title;
    chip.title =
      state === 'none'
        ? `Nothing is called “${title}” yet. Click to make a note of it.`
        : state === 'away'
          ? `${title} is not here now.`
          : `Open ${title}`;
    return chip;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

/** Opens what a mention names; words that name nothing yet become a note. What it leads to is then written into the text, by who opened it. */
function follow(view: EditorView, host: MentionHost, mention: Mention): void {
  const look = host.look(mention);
  const key = look.key ?? host.make(mention.title);
  if (mention.key === undefined) {
    view.dispatch({
      changes: { from: mention.from, to: mention.to, insert: formatMention(mention.title, key) },
      userEvent: 'input.mention',
    });
  }
  host.open(key);
}

const mentionAt = (view: EditorView, at: number): Mention | undefined =>
  readMentions(view.state.doc.toString()).find((mention) => mention.from <= at && at <= mention.to);

function decorate(view: EditorView, host: MentionHost): DecorationSet {
  const ranges: Range<Decoration>[] = readMentions(view.state.doc.toString()).map((mention) =>
    Decoration.replace({ widget: new MentionWidget(host.look(mention)) }).range(mention.from, mention.to),
  );
  return Decoration.set(ranges);
}

function chips(host: MentionHost): Extension {
  const plugin = ViewPlugin.define(
    (view) => {
      // An edit is told of while its letters are still being put in: the chips are drawn anew right after.
      let waiting = false;
      let live = true;
      const stop = host.subscribe(() => {
        if (waiting) return;
        waiting = true;
        queueMicrotask(() => {
          waiting = false;
          if (live) view.dispatch({ effects: looksChanged.of(null) });
        });
      });
      return {
        chips: decorate(view, host),
        update(update: ViewUpdate) {
          const asked = update.transactions.some((each) => each.effects.some((effect) => effect.is(looksChanged)));
          if (update.docChanged || asked) this.chips = decorate(update.view, host);
        },
        destroy() {
          live = false;
          stop();
        },
      };
    },
    { decorations: (value) => value.chips },
  );
  return [plugin, EditorView.atomicRanges.of((view) => view.plugin(plugin)?.chips ?? Decoration.none)];
}

/** A click on a chip opens; Mod+Enter opens the one at the cursor. */
function opening(host: MentionHost): Extension {
  return [
    EditorView.domEventHandlers({
      click: (event, view) => {
        const chip = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.mention') : null;
        const mention = chip ? mentionAt(view, view.posAtDOM(chip)) : undefined;
        if (!mention) return false;
        follow(view, host, mention);
        return true;
      },
    }),
    keymap.of([
      {
        key: 'Mod-Enter',
        run: (view) => {
          const mention = mentionAt(view, view.state.selection.main.head);
          if (mention) follow(view, host, mention);
          return mention !== undefined;
        },
      },
    ]),
  ];
}

/** Typed `[[` and what follows it on the line, up to the cursor. */
const OPEN = /\[\[[^[\]|\n]{0,100}$/u;

function applyOption(host: MentionHost, option: MentionOption) {
  return (view: EditorView, _completion: unknown, from: number, to: number): void => {
    const closed = view.state.sliceDoc(to, to + 2) === ']]' ? 2 : 0;
    const insert = formatMention(option.title, option.key ?? host.make(option.title));
    view.dispatch({
      changes: { from: from - 2, to: to + closed, insert },
      selection: { anchor: from - 2 + insert.length },
      userEvent: 'input.complete',
    });
  };
}

function completing(host: MentionHost): Extension {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const open = context.matchBefore(OPEN);
    if (!open) return null;
    const options = await host.find(open.text.slice(2));
    if (context.aborted) return null;
    return {
      from: open.from + 2,
      filter: false,
      options: options.map((option, i) => ({
        label: option.title,
        detail: option.detail,
        boost: -i,
        apply: applyOption(host, option),
      })),
    };
  };
  return [
    autocompletion({ override: [source], icons: false, closeOnBlur: true }),
    keymap.of([...completionKeymap]),
    tooltips({ parent: document.body, position: 'fixed' }),
  ];
}

/** Mentions in a text editor: `[[` completes to things, people and files; what is mentioned shows as a chip by its title now. */
export const mentionView = (host: MentionHost): Extension => [chips(host), opening(host), completing(host)];
