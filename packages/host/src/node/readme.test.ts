import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeHostMessage, HOST_SUBPROTOCOL, TOKEN_PREFIX } from '@space/host/contract';
import { openToken, startHost } from '@space/host/node';

async function readNotes(folder: string): Promise<unknown> {
  // readme: start
  const token = await openToken(join(folder, '..', 'host-token'));
  const host = await startHost({ folder, token, origins: ['http://localhost:8787'] });
  // A page needs no third argument: the browser sends its own Origin.
  const page = { headers: { Origin: 'http://localhost:8787' } };
  const socket = new WebSocket(host.url, { protocols: [HOST_SUBPROTOCOL, `${TOKEN_PREFIX}${token}`], ...page });
  socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'files.read', params: { path: 'notes.md' } }));
  const message = await new Promise<string>((resolve) => (socket.onmessage = ({ data }) => resolve(String(data))));
  const answer = decodeHostMessage(message);
  socket.close();
  await host.dispose();
  // readme: end
  return answer;
}

test('the example of the README reads a file', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'space-readme-'));
  const folder = await mkdtemp(join(scratch, 'folder-'));
  await writeFile(join(folder, 'notes.md'), '# Hello\n');
  expect(await readNotes(folder)).toMatchObject({ id: 1, result: { text: '# Hello\n', sizeBytes: 8 } });
  await rm(scratch, { recursive: true });
});

test('the example of the README is the one above', () => {
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const lines = source.split('// readme: start\n')[1]?.split('  // readme: end')[0]?.replaceAll(/^ {2}/gm, '') ?? 'missing';
  expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(lines);
});
