import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type JsonSchema, type OverrideActionContext, toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';

/** What stands where a rule cannot be told as JSON Schema: anything goes. */
const ANYTHING: Json = Object.freeze({});

/** A rule that has a name travels by it; a regular expression does not travel at all. */
function writeAction({ valibotAction, jsonSchema }: OverrideActionContext): JsonSchema | undefined {
  if (valibotAction.type === 'metadata' && 'metadata' in valibotAction && isRecord(valibotAction.metadata)) {
    const { format } = valibotAction.metadata;
    return typeof format === 'string' ? { type: 'string', format } : undefined;
  }
  if (valibotAction.type !== 'regex') return undefined;
  const { pattern: _pattern, ...rest } = jsonSchema;
  return rest;
}

/**
 * A field's rule as JSON Schema (2020-12), for readers without our code. What it cannot say (checks by function, regular
 * expressions) is left out, so that it allows at least what the field allows.
 */
export function writeSchema(schema: StandardSchemaV1): Json {
  if (schema['~standard'].vendor !== 'valibot') return ANYTHING;
  const { $schema: _dialect, ...rest } = toJsonSchema(schema as GenericSchema, {
    target: 'draft-2020-12',
    errorMode: 'ignore',
    overrideAction: writeAction,
  });
  return freezeJson(JSON.parse(JSON.stringify(rest)));
}
