import { Tooltip } from '@base-ui/react/tooltip';
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { useKeyboard } from '../commands/use-keyboard.ts';
import { Icon } from '../parts/icon.tsx';
import { lazyPart } from '../parts/lazy-part.tsx';
import { useSyncStatus, useVisit, useWorldTitle } from '../session/hooks.ts';
import { SessionContext } from '../session/session-context.ts';
import type { Session } from '../session/session.ts';
import { followUpdates, tellUpdated } from '../start/follow-updates.ts';
import { StartProblem } from '../start/start-problem.tsx';
import { usePhone } from '../ui/use-media.ts';
import { keepTypedAhead, readTypedAhead, subscribeTypedAhead } from '../ui/typed-ahead.ts';
import { useTheme } from '../ui/use-theme.ts';
import { setUi, useUi } from '../ui/ui-state.ts';
import { followImports } from '../panels/interchange/follow-imports.ts';
import { useInterchange } from '../panels/interchange/work.ts';
import { DropZone } from './drop-zone.tsx';
import { HudPanels } from './hud-panels.tsx';
import { KeySheet } from './key-sheet.tsx';
import { NamingDialog } from './naming-dialog.tsx';
import { PhoneShell } from './phone-shell.tsx';
import { Shell } from './shell.tsx';
import { ThingMenu } from './thing-menu.tsx';
import { ProgressBar } from './progress.tsx';
import { Toasts } from './toasts.tsx';
import { WorldArea } from './world-area.tsx';

const loadPalette = () => import('../panels/palette/palette.tsx');
/** The palette could not be fetched: the keys go back to the world, and the notice at the bottom says why. */
function NoPalette(): ReactNode {
  useEffect(() => setUi({ palette: false, ask: undefined }));
  return null;
}
/** A dialog could not be fetched: it is not open then. */
function NoSearch(): ReactNode {
  useEffect(() => setUi({ searching: undefined }));
  return null;
}
const SearchDialog = lazyPart(() => import('../panels/search/search-dialog.tsx').then((module) => module.SearchDialog), NoSearch);
const Palette = lazyPart(() => loadPalette().then((module) => module.Palette), NoPalette);
/** Fetched once the first frame is drawn, so that it opens at once. */
const PALETTE_AFTER_MS = 1500;

function PaletteWhenOpen(): ReactNode {
  const open = useUi((ui) => ui.palette);
  return open ? (
    <Suspense fallback={<FieldOpening />}>
      <Palette />
    </Suspense>
  ) : null;
}

const InterchangeDialogs = lazyPart(() =>
  import('../panels/interchange/interchange-dialogs.tsx').then((module) => module.InterchangeDialogs),
);

function InterchangeWhenOpen(): ReactNode {
  const open = useInterchange((state) => state.work !== undefined || state.exporting);
  return open ? (
    <Suspense fallback={null}>
      <InterchangeDialogs />
    </Suspense>
  ) : null;
}

function SearchWhenOpen(): ReactNode {
  const open = useUi((ui) => ui.searching !== undefined);
  return open ? (
    <Suspense fallback={<FieldOpening />}>
      <SearchDialog />
    </Suspense>
  ) : null;
}

/** Stands where the palette will while its code is fetched, and shows what is typed meanwhile. */
function FieldOpening(): ReactNode {
  const typed = useSyncExternalStore(subscribeTypedAhead, readTypedAhead);
  return (
    <div className="palette" aria-busy="true">
      <div className="palette-field">
        <Icon name="search" className="faint" />
        <span className={`grow cut ${typed === '' ? 'faint' : ''}`}>{typed || 'Opening…'}</span>
      </div>
    </div>
  );
}

/** The window's own title follows the world's name. */
function PageTitle(): ReactNode {
  return <title>{`${useWorldTitle()} · Space`}</title>;
}

/** The page that stands here instead of a world that cannot be opened, or undefined. */
function useClosed(session: Session): ReactNode {
  const ready = useVisit((visit) => visit.ready);
  const unknown = useVisit((visit) => visit.unknown);
  const { relay } = useSyncStatus();
  if (unknown) {
    return (
      <StartProblem
        title="No world has this address."
        text={`Nothing was ever written at “${session.region}”. Check the link, or open the world that this relay serves.`}
      >
        <a className="button" href={`/w/${session.options.served}`}>
          Open that world
        </a>
      </StartProblem>
    );
  }
  if (!ready || relay.connection !== 'refused' || session.graph.list().length > 0) return undefined;
  return (
    <StartProblem
      title="This address does not open the world."
      text={`${relay.problem?.message ?? 'The relay refused this window.'} Whoever shared it can send the whole link, including what follows the # sign.`}
    />
  );
}

function Inside({ session }: { session: Session }): ReactNode {
  const theme = useTheme();
  const phone = usePhone();
  const closed = useClosed(session);
  useKeyboard(session);
  useEffect(() => followImports(session), [session]);
  useEffect(keepTypedAhead, []);
  useEffect(() => followUpdates(window, tellUpdated), []);
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (closed) return closed;
  return (
    <DropZone>
      <WorldArea theme={theme} />
      {phone ? <PhoneShell /> : <Shell />}
      <HudPanels />
      <ThingMenu />
      <PaletteWhenOpen />
      <SearchWhenOpen />
      <KeySheet />
      <NamingDialog />
      <InterchangeWhenOpen />
      <Toasts />
      <ProgressBar />
      <PageTitle />
    </DropZone>
  );
}

/** The whole program around one session. */
export function App({ session }: { session: Session }): ReactNode {
  return (
    <SessionContext value={session}>
      <Tooltip.Provider delay={400} closeDelay={0} timeout={400}>
        <Inside session={session} />
      </Tooltip.Provider>
    </SessionContext>
  );
}
