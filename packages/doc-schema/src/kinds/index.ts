// Written by scripts/kinds-index.mjs from the files of kinds/built-in: do not edit.
import { bookmark } from './built-in/bookmark.ts';
import { code } from './built-in/code.ts';
import { conversation } from './built-in/conversation.ts';
import { error } from './built-in/error.ts';
import { file } from './built-in/file.ts';
import { group } from './built-in/group.ts';
import { light } from './built-in/light.ts';
import { list } from './built-in/list.ts';
import { map } from './built-in/map.ts';
import { message } from './built-in/message.ts';
import { note } from './built-in/note.ts';
import { panel } from './built-in/panel.ts';
import { person } from './built-in/person.ts';
import { query } from './built-in/query.ts';
import { region } from './built-in/region.ts';
import { relation } from './built-in/relation.ts';
import { repository } from './built-in/repository.ts';
import { shape } from './built-in/shape.ts';
import { task } from './built-in/task.ts';
import { version } from './built-in/version.ts';
import { widgets } from './built-in/widgets.ts';
import { world } from './built-in/world.ts';
import { KindRegistry } from './kind.ts';

/** Every built-in kind. A new one is one file in `built-in/`. */
export const kinds: KindRegistry = new KindRegistry([
  bookmark,
  code,
  conversation,
  error,
  file,
  group,
  light,
  list,
  map,
  message,
  note,
  panel,
  person,
  query,
  region,
  relation,
  repository,
  shape,
  task,
  version,
  ...widgets,
  world,
]);
