export { openTestGraph } from './author.ts';
export { editAnything } from './edit-anything.ts';
export { fuzzFor, fuzzMs } from './fuzz.ts';
export { createPeerNetwork, type Peer, type PeerNetwork } from './peer-network.ts';
export { createRandom, type Random } from './random.ts';
