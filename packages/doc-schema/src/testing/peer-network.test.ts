import { expect, test } from 'vitest';
import { entityKey } from '../ids.ts';
import { createPeerNetwork } from './peer-network.ts';
import { createRandom } from './random.ts';

test('[D11] peers that have exchanged everything read the same, whatever was lost or came late', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed);
    const network = createPeerNetwork(random, 3);
    for (let i = 0; i < 80; i++) {
      const { graph } = random.pick(network.peers);
      const ids = graph.list();
      graph.edit({ title: 'Edit' }, (edit) => {
        if (ids.length < 2 || random.next() < 0.2) edit.create('note', { title: `n${i}` }, { text: { body: 'text' } });
        else if (random.next() < 0.5) edit.set(random.pick(ids), 'title', `t${i}`);
        else edit.link(entityKey(random.pick(ids)), 'about', entityKey(random.pick(ids)));
      });
      const id = graph.list()[0];
      if (id && random.next() < 0.3) graph.text(id, 'body')?.insert(0, `${i} `);
      network.deliverOne();
    }
    network.settle();
    const seen = network.peers.map(({ graph }) => ({
      entities: [...graph.list()].sort().map((id) => [graph.read(id), graph.text(id, 'body')?.toJSON()]),
      links: [...graph.links()].map((link) => JSON.stringify(link)).sort(),
      flushes: graph.flushes
        .list()
        .map((flush) => JSON.stringify(flush))
        .sort(),
    }));
    expect(seen[1], `seed ${seed}`).toEqual(seen[0]);
    expect(seen[2], `seed ${seed}`).toEqual(seen[0]);
    network.dispose();
  }
});
