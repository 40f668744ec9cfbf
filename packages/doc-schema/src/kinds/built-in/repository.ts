import { defineKind, type Kind } from '../kind.ts';
import { bodyText, colourField, keyField, lineField, placement, tags, webAddress } from '../placement.ts';

/** A folder of code under version control, where it comes from and which branch is looked at. */
export const repository: Kind = defineKind({
  name: 'repository',
  title: 'Repository',
  icon: 'folder-git-2',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    url: { schema: webAddress, default: '', label: 'Comes from', group: 'content', control: 'text', write: 'maintainer' },
    branch: lineField('Branch', { write: 'maintainer' }),
    target: keyField('Folder'),
    body: { ...bodyText, label: 'About' },
    tags: tags(),
    colour: colourField('#7c88a4'),
  },
});
