// The questions about containers: all of them, one again, one in full. What is not understood is an error with the place.
import { z } from 'zod';
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { detailOf } from './container-detail.ts';
import { inspectedSchema, listSchema, rowOf, type Inspected, type Listed } from './container-shapes.ts';
import { saidIn, type EngineAnswer, type EngineReader } from './read-engine.ts';

const listLimitMs = 10_000;

/** Every container, running or not. @throws OpsError as the reader, and `internal` where the answer is none. */
export async function listContainers(reader: EngineReader): Promise<Listed[]> {
  return parsed(await reader.get('/containers/json?all=1', listLimitMs), listSchema, 'the list of containers');
}

/** null where the engine knows no such container. @throws as `listContainers` */
export async function inspectOne(reader: EngineReader, id: string): Promise<Inspected | null> {
  const answer = await reader.get(`/containers/${encodeURIComponent(id)}/json`);
  return answer.status === 404 ? null : parsed(answer, inspectedSchema, `container ${id.slice(0, 12)}`);
}

/** The digests under which registries know an image; empty for one that was built here or is gone. */
export async function imageDigests(reader: EngineReader, image: string): Promise<string[]> {
  const answer = await reader.get(`/images/${encodeURIComponent(image)}/json`);
  if (answer.status === 404) return [];
  return parsed(answer, z.object({ RepoDigests: z.array(z.string()).nullish() }), `image ${image}`).RepoDigests ?? [];
}

/**
 * The row of a container as it is now; null where it is gone. One whose inspection hangs or fails, as happens to a
 * single container of an otherwise sound engine, is shown by what the list says of it.
 * @throws OpsError where the engine itself cannot be asked.
 */
export async function readRow(
  reader: EngineReader,
  id: string,
  listed: Listed | null,
  earlier?: Container,
): Promise<Container | null> {
  const found = await inspectOne(reader, id).catch((error: unknown) => {
    if (error instanceof OpsError && (error.code === 'timed_out' || error.code === 'internal')) return undefined;
    throw error;
  });
  if (found === null) return null;
  const entry = listed ?? (await listOne(reader, id));
  return entry ? rowOf(entry, found ?? null, earlier) : null;
}

/** A container in full, by its id or name; null where it is gone. @throws as `listContainers` */
export async function readDetail(
  reader: EngineReader,
  idOrName: string,
  readAt: number,
  earlier?: Container,
): Promise<ContainerDetail | null> {
  const found = await inspectOne(reader, idOrName);
  if (found === null) return null;
  const [listed, digests] = await Promise.all([listOne(reader, found.Id), imageDigests(reader, found.Image)]);
  return listed ? detailOf(rowOf(listed, found, earlier), found, { digests, readAt }) : null;
}

async function listOne(reader: EngineReader, id: string): Promise<Listed | undefined> {
  const filters = encodeURIComponent(JSON.stringify({ id: [id] }));
  return parsed(await reader.get(`/containers/json?all=1&filters=${filters}`), listSchema, 'the list of containers')[0];
}

/** What an answer says. @throws OpsError `internal` with the place, where it does not say it. */
export function parsed<S extends z.ZodType>({ status, body }: EngineAnswer, schema: S, what: string): z.output<S> {
  if (status !== 200) {
    throw new OpsError('internal', `${what} cannot be read: it answered HTTP ${status}${saidIn(body)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new OpsError('internal', `${what} cannot be read: the answer is not JSON`, { cause: error });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new OpsError('internal', `${what} cannot be read: ${place}: ${issue?.message ?? ''}`);
}
