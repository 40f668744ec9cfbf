import type { GraphNode, Key } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { sayFact, tailOf } from './say-fact.ts';

test('[3.8] a fact reads with its unit and a plain name', () => {
  expect(sayFact('memoryBytes', 52_000_000)).toEqual({ label: 'Memory', value: '52 MB' });
  expect(sayFact('documentBytes', 3400)).toEqual({ label: 'Document', value: '3.4 kB' });
  expect(sayFact('cpuShare', 0.125)).toEqual({ label: 'Processor', value: '13 %' });
  expect(sayFact('openForMs', 90_000)).toEqual({ label: 'Open for', value: '90 s' });
  expect(sayFact('canBeUndone', true)).toEqual({ label: 'Can be undone', value: 'yes' });
  expect(sayFact('framesDrawn', 12_345)).toEqual({ label: 'Frames drawn', value: '12,345' });
});

test('[3.8] the end of a row tells it from its neighbours', () => {
  const node = (kind: string, facts: GraphNode['facts']): GraphNode => ({
    key: 'a:b' as Key,
    title: '',
    kind,
    icon: '',
    hasChildren: false,
    facts,
  });
  expect(tailOf(node('process', { cpuShare: 0.5 }))).toBe('50 %');
  expect(tailOf(node('process', { cpuShare: 0 }))).toBe('');
  expect(tailOf(node('command', { keys: 'Mod+K, F3' }))).toBe('Mod+K');
  expect(tailOf(node('place', { connection: 'connected' }))).toBe('connected');
});
