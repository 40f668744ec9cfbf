import { readFlags } from './flags.ts';
import { type HostService, startHost } from './host-service.ts';
import { openToken } from './token.ts';

function report(problem: string): void {
  process.stderr.write(`host: ${problem}\n`);
}

/** Stops once, on a signal or when the process that started us is gone. */
function stopOnRequest(host: HostService): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    host.dispose().then(
      () => process.exit(0),
      (error: unknown) => {
        report(`Stopping failed: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

async function main(): Promise<void> {
  const { tokenFile, ...flags } = readFlags(process.argv.slice(2));
  const host = await startHost({ ...flags, token: await openToken(tokenFile), report });
  stopOnRequest(host);
  process.stdout.write(`${JSON.stringify({ ready: 'host', url: host.url })}\n`);
}

try {
  await main();
} catch (error) {
  report(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
