import { useEffect, useState } from 'react';
import type { Stage } from '../stage/stage.ts';
import type { Peer, PeerSource } from '../world-face.ts';
import type { PeerTracker } from './peer-tracker.ts';

const NOBODY: readonly Peer[] = [];

const sameFacts = (a: readonly Peer[], b: readonly Peer[]): boolean =>
  a.length === b.length &&
  a.every((peer, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      peer.session === other.session &&
      peer.name === other.name &&
      peer.colour === other.colour &&
      (peer.pointer === undefined) === (other.pointer === undefined) &&
      peer.selection.length === other.selection.length &&
      peer.selection.every((id, k) => id === other.selection[k])
    );
  });

/** Who is here with names, colours and selections; the same array while only poses and drags change, which the tracker follows. */
export function usePeers(stage: Stage, tracker: PeerTracker, source: PeerSource | undefined): readonly Peer[] {
  const [peers, setPeers] = useState(NOBODY);
  useEffect(() => {
    if (!source) {
      setPeers(NOBODY);
      return undefined;
    }
    return tracker.follow(source, () => {
      const next = source.list();
      setPeers((before) => (sameFacts(before, next) ? before : next));
    });
  }, [stage, tracker, source]);
  return peers;
}
