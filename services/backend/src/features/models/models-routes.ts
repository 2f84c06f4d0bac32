import {
  modelSettingsSchema,
  modelsSchema,
  modelSuggestionsSchema,
  pullModelRequestSchema,
  type ModelPull,
  type Problem,
} from '@alice/contracts';
import { currentContext, parseInput, toProblem, type Route } from '@alice/service-runtime';
import type { Response } from 'express';
import type { AuditRecord } from '../audit';
import type { ModelAdviser } from './model-adviser';
import type { ModelsService } from './models-service';
import type { PullTask } from './pull-task';

/** The events of `POST /api/models/pull`. */
interface PullEvents {
  progress: ModelPull;
  done: ModelPull;
  error: Problem;
}

/** A proxy takes a stream for dead that says nothing; checking a large model takes minutes. In milliseconds. */
const SIGN_OF_LIFE_MS = 15_000;

const settingsSchema = modelsSchema.pick({ defaultModel: true, reasoningEffort: true });

export function modelsRoutes(models: ModelsService, adviser: ModelAdviser, record: AuditRecord): Route[] {
  return [
    {
      method: 'get',
      path: '/api/models',
      summary: 'The language models that are there, which one answers, and what is being fetched',
      access: 'adult',
      responses: { 200: { description: 'The models', schema: modelsSchema } },
      handle: async (_request, response) => {
        response.json(await models.list());
      },
    },
    {
      method: 'get',
      path: '/api/models/suggestions',
      summary: 'Models that are worth fetching, and how each would run on this machine',
      access: 'adult',
      responses: { 200: { description: 'The suggestions', schema: modelSuggestionsSchema } },
      handle: async (_request, response) => {
        response.json(adviser.suggest(await models.installed()));
      },
    },
    {
      method: 'post',
      path: '/api/models/pull',
      summary: 'Fetch a model, or join the download that runs: events progress, done, error',
      access: 'owner',
      body: pullModelRequestSchema,
      responses: { 200: { description: 'The events', contentType: 'text/event-stream' } },
      handle: async (request, response) => {
        const { name } = parseInput(pullModelRequestSchema, request.body);
        const task = await models.pull(name);
        record('model_pulled', { subject: name });
        await tell(task, response);
      },
    },
    {
      method: 'delete',
      path: '/api/models/pull',
      summary: 'End the download of a model',
      access: 'owner',
      query: pullModelRequestSchema,
      responses: { 204: { description: 'It ends' } },
      handle: (request, response) => {
        models.cancel(parseInput(pullModelRequestSchema, request.query).name);
        response.status(204).end();
      },
    },
    {
      method: 'patch',
      path: '/api/models/settings',
      summary: 'Choose the model that answers, and how long it may think',
      access: 'owner',
      body: modelSettingsSchema,
      responses: { 200: { description: 'What holds now', schema: settingsSchema } },
      handle: async (request, response) => {
        const { model, effort } = await models.change(parseInput(modelSettingsSchema, request.body));
        record('model_chosen', { subject: model });
        response.json({ defaultModel: model, reasoningEffort: effort });
      },
    },
    {
      // After the two above, which it would take too. A name has `/` in it: one parameter for all that follows.
      method: 'delete',
      path: '/api/models/*name',
      summary: 'Delete a model; the one that answers stays',
      access: 'owner',
      responses: { 204: { description: 'It is gone' } },
      handle: async (request, response) => {
        const name = [request.params.name].flat().join('/');
        await models.remove(parseInput(pullModelRequestSchema, { name }).name);
        record('model_deleted', { subject: name });
        response.status(204).end();
      },
    },
  ];
}

/** Tells a download from where it is to its end. Whoever leaves ends nothing. */
async function tell(task: PullTask, response: Response): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = <E extends keyof PullEvents>(event: E, data: PullEvents[E]) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  send('progress', task.state);
  // Progress is worth nothing later: a reader that is behind misses some.
  const unwatch = task.watch((pull) => response.writableNeedDrain || send('progress', pull));
  const signs = setInterval(() => response.writableNeedDrain || response.write(':\n\n'), SIGN_OF_LIFE_MS);
  const leave = () => {
    unwatch();
    clearInterval(signs);
  };
  response.once('close', leave);
  try {
    send('done', await task.done);
  } catch (error) {
    const { requestId = '', locale = 'sv' } = currentContext() ?? {};
    send('error', toProblem(error, requestId, locale));
  }
  leave();
  response.end();
}
