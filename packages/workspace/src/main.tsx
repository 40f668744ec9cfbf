import { createRoot } from 'react-dom/client';
import './theme/tokens.css';
import './theme/base.css';
import './theme/parts.css';
import './theme/shell.css';
import './theme/panels.css';
import { StartProblem } from './start/start-problem.tsx';
import { startSession } from './start/start-session.ts';
import { keepProgram } from './start/keep-program.ts';
import { App } from './shell/app.tsx';
import { followTheme } from './ui/use-theme.ts';

followTheme();

// The world is the largest part and is needed at once: it is fetched while the session opens.
void import('@space/scene');

const place = document.getElementById('root');
if (!place) throw new Error('The page has no #root to stand in: index.html is damaged.');
const root = createRoot(place);

const started = await startSession();
if (started.ok) root.render(<App session={started.session} />);
else root.render(<StartProblem title={started.title} text={started.text} />);
keepProgram();
