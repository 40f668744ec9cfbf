export { type Flags, parseFlags } from './flags.ts';
export { type Relay, type RelayOptions, type RelayTimes, startRelay, type StartRefusal } from './relay.ts';
