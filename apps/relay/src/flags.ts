import { parseArgs } from 'node:util';
import type { RelayOptions } from './relay.ts';

/** What the command line said: options, a text to print, or what is wrong with it. */
export type Flags =
  | { readonly kind: 'options'; readonly options: RelayOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string };

const HELP = `Usage: node apps/relay/src/main.ts --data DIR [options]

  --port N             port to listen on (default 8787; 0 picks a free one)
  --data DIR           where worlds are kept; made if it is not there
  --client DIR         the built web client to serve
  --open               let everyone read and write who reaches the socket
  --listen ADDRESS     address to listen on, may be given again (default: this machine only)
  --host-service URL   address of the host service, such as ws://127.0.0.1:9000
  --origin URL         allow pages of this origin too, may be given again
  --history-days N     how long the past is kept (default 90; 0 keeps none)
  --help               print this
`;

/** Reads the command line. Never throws. */
export function parseFlags(args: readonly string[]): Flags {
  const parsed = parse(args);
  if ('message' in parsed) return { kind: 'wrong', message: parsed.message };
  const { values } = parsed;
  if (values['help'] === true) return { kind: 'help', text: HELP };
  const message = checkPort(values['port']) ?? checkData(values['data']) ?? checkDays(values['history-days']) ?? checkUrls(values);
  if (message !== undefined) return { kind: 'wrong', message };
  return { kind: 'options', options: optionsOf(values) };
}

type Values = Readonly<Partial<Record<string, string | boolean | (string | boolean)[]>>>;

function parse(args: readonly string[]): { readonly values: Values } | { readonly message: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        client: { type: 'string' },
        open: { type: 'boolean' },
        listen: { type: 'string', multiple: true },
        'host-service': { type: 'string' },
        origin: { type: 'string', multiple: true },
        'history-days': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    return { values };
  } catch (error) {
    const what = (error instanceof Error ? error.message : String(error)).split('. ')[0] ?? '';
    return { message: `${what}. Run with --help for the options.` };
  }
}

function optionsOf(values: Values): RelayOptions {
  const listen = listOf(values['listen']);
  return {
    port: values['port'] === undefined ? 8787 : Number(values['port']),
    data: String(values['data']),
    open: values['open'] === true,
    origins: listOf(values['origin']).map((origin) => new URL(origin).origin),
    ...(values['history-days'] === undefined ? {} : { historyDays: Number(values['history-days']) }),
    ...(listen.length > 0 ? { listen } : {}),
    ...(typeof values['client'] === 'string' ? { client: values['client'] } : {}),
    ...(typeof values['host-service'] === 'string' ? { hostService: values['host-service'] } : {}),
  };
}

const listOf = (value: Values[string]): string[] => (Array.isArray(value) ? value.map(String) : []);

function checkPort(value: Values[string]): string | undefined {
  if (value === undefined || (typeof value === 'string' && /^\d{1,5}$/.test(value) && Number(value) <= 65_535)) return undefined;
  return `--port ${String(value)} is not a port: give a number from 0 to 65535.`;
}

const checkData = (value: Values[string]): string | undefined =>
  typeof value === 'string' && value !== '' ? undefined : 'Say where worlds are kept: --data and a folder.';

const checkDays = (value: Values[string]): string | undefined =>
  value === undefined || (typeof value === 'string' && /^\d{1,5}$/.test(value))
    ? undefined
    : `--history-days ${String(value)} is not a number of days: give 0 or more.`;

function checkUrls(values: Values): string | undefined {
  const bad = listOf(values['origin']).find((origin) => !/^https?:\/\//.test(origin) || !URL.canParse(origin));
  if (bad !== undefined) return `--origin ${bad} is not an origin: write it like https://space.example.`;
  const host = values['host-service'];
  // It goes into the content security policy as it is.
  if (typeof host === 'string' && !/^wss?:\/\/[A-Za-z0-9.:[\]-]+\/?$/.test(host))
    return `--host-service ${host} is not an address: write it like ws://127.0.0.1:9000.`;
  return undefined;
}
