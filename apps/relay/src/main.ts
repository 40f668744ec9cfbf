import process from 'node:process';
import { parseFlags } from './flags.ts';
import { type RelayOptions, startRelay } from './relay.ts';

/** Exit codes: 2 for a wrong command line, 1 when the relay could not start. */
const WRONG_USE = 2;
const CANNOT_START = 1;

await main();

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.kind === 'help') process.stdout.write(flags.text);
  else if (flags.kind === 'wrong') fail(flags.message, WRONG_USE);
  else await run(flags.options);
}

async function run(options: RelayOptions): Promise<void> {
  const relay = await startRelay(options);
  if ('message' in relay) return fail(relay.message, CANNOT_START);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void relay.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop); // whoever started it over a channel is gone
  const { address, region, key } = relay;
  process.stdout.write(`${JSON.stringify({ ready: 'relay', address, region, key })}\n`);
}

function fail(message: string, code: number): void {
  process.stderr.write(`relay: ${message}\n`);
  process.exitCode = code;
}
