import * as v from 'valibot';
import { accept, HOST_ERROR_CODES, type HostError, type Outcome, refuse } from './errors.ts';
import { EVENTS, type HostEvents, type HostMethod, isHostMethod, METHODS, type Params, type Result } from './methods.ts';

/** A checked request: its parameters have the shape its method wants. */
export type HostRequest = { [M in HostMethod]: { readonly id: number; readonly method: M; readonly params: Params<M> } }[HostMethod];

/** What the host sends: an answer to a request, or an event nobody asked for. */
export type HostMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: HostError }
  | { readonly event: keyof HostEvents; readonly params: HostEvents[keyof HostEvents] };

/** A refused message; `id` is null when the message was too broken to have one. */
export interface BadMessage {
  readonly id: number | null;
  readonly error: HostError;
}

const requestShape = v.object({ id: v.pipe(v.number(), v.safeInteger()), method: v.string(), params: v.optional(v.unknown(), {}) });
const errorShape = v.object({
  code: v.picklist(HOST_ERROR_CODES),
  message: v.string(),
  data: v.record(v.string(), v.union([v.string(), v.number(), v.null()])),
});
const answerShape = v.union([v.object({ id: v.number(), error: errorShape }), v.object({ id: v.number(), result: v.unknown() })]);
const eventShape = v.object({ event: v.picklist(['files.changed']), params: EVENTS['files.changed'] });

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function nameIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  if (issue === undefined) return 'the shape is wrong';
  const place = issue.path?.map((item) => String(item.key)).join('.') ?? '';
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}

function readId(value: unknown): number | null {
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return Number.isSafeInteger(id) ? Number(id) : null;
}

function badMessage(id: number | null, code: 'bad-request' | 'unknown-method', message: string): BadMessage {
  return { id, error: refuse(code, message).error };
}

/** The host's one door: a request with checked parameters, or the refusal to answer with. Never throws. */
export function decodeRequest(text: string): HostRequest | BadMessage {
  const json = parseJson(text);
  if (json === undefined) return badMessage(null, 'bad-request', 'The message is not JSON: send {"id", "method", "params"}.');
  const id = readId(json.value);
  const request = v.safeParse(requestShape, json.value);
  if (!request.success) return badMessage(id, 'bad-request', `The message is not a request: ${nameIssue(request.issues)}.`);
  const { method } = request.output;
  if (!isHostMethod(method)) {
    const known = Object.keys(METHODS).join(', ');
    return badMessage(id, 'unknown-method', `The host has no method "${method.slice(0, 80)}": it knows ${known}.`);
  }
  const params = v.safeParse(METHODS[method].params, request.output.params);
  if (!params.success) return badMessage(id, 'bad-request', `${method} cannot take these parameters: ${nameIssue(params.issues)}.`);
  // reason: the parameters were checked against this very method one line above; TypeScript cannot tie the two unions together.
  return { id: request.output.id, method, params: params.output } as HostRequest;
}

/** The client's one door: an answer or an event, or undefined for anything else. Never throws. */
export function decodeHostMessage(text: string): HostMessage | undefined {
  const json = parseJson(text);
  if (json === undefined) return undefined;
  const event = v.safeParse(eventShape, json.value);
  if (event.success) return event.output;
  const answer = v.safeParse(answerShape, json.value);
  return answer.success ? answer.output : undefined;
}

/** Checks what came back for a method, so that a client trusts a result's shape inside. */
export function checkResult<M extends HostMethod>(method: M, result: unknown): Outcome<Result<M>> {
  const checked = v.safeParse(METHODS[method].result, result);
  if (checked.success) return accept(checked.output);
  return refuse(
    'bad-request',
    `The host answered ${method} with something else: ${nameIssue(checked.issues)}. Update the host or this page.`,
  );
}
