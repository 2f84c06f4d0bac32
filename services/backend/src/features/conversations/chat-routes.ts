import { chatRequestSchema, chatResponseSchema, type ChatStreamEvents, type User } from '@alice/contracts';
import { currentContext, toProblem, type Route } from '@alice/service-runtime';
import type { Request, Response } from 'express';
import { parseMessage } from './parse-message';
import type { Turn } from './turn';
import type { TurnService } from './turn-service';

/** Between two signs of life of a silent stream, in milliseconds. */
const ALIVE_EVERY_MS = 15_000;

export function chatRoutes(turns: TurnService, userOf: (request: Request) => User): Route[] {
  const begin = (request: Request): Promise<Turn> => {
    const message = parseMessage(chatRequestSchema, request.body);
    const context = currentContext();
    if (context && message.locale) context.locale = message.locale;
    return turns.begin(userOf(request).id, message, context?.locale ?? 'sv');
  };
  return [
    {
      method: 'post',
      path: '/api/chat',
      summary: 'Say something to Alice and get the whole answer',
      access: 'user',
      scope: 'chat',
      body: chatRequestSchema,
      responses: { 200: { description: 'The finished turn', schema: chatResponseSchema } },
      handle: async (request, response) => {
        const turn = await begin(request);
        leaveWithClient(response, turn);
        response.json(await turn.done);
      },
    },
    {
      method: 'post',
      path: '/api/chat/stream',
      summary:
        'Say something to Alice and get the answer as it comes: events start, queued, delta, retracted, tool, done, error',
      access: 'user',
      scope: 'chat',
      body: chatRequestSchema,
      responses: { 200: { description: 'The events', contentType: 'text/event-stream' } },
      handle: async (request, response) => {
        const turn = await begin(request);
        leaveWithClient(response, turn);
        response.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
        const send = <E extends keyof ChatStreamEvents>(event: E, data: ChatStreamEvents[E]) =>
          response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        send('start', { conversationId: turn.conversationId, messageId: turn.messageId });
        // A proxy on the way ends what is silent for long, as an answer that waits for its turn is.
        const alive = setInterval(() => response.write(': alive\n\n'), ALIVE_EVERY_MS);
        if (turn.position) send('queued', { position: turn.position });
        for (const call of turn.tools) send('tool', call);
        if (turn.text !== '') send('delta', { seq: turn.seq, text: turn.text });
        const unsubscribe = turn.subscribe({
          onDelta: (delta) => send('delta', delta),
          onTool: (call) => send('tool', call),
          onRetract: (event) => send('retracted', event),
          onQueued: (position) => send('queued', { position }),
        });
        try {
          send('done', await turn.done);
        } catch (error) {
          const { requestId = '', locale = 'sv' } = currentContext() ?? {};
          send('error', toProblem(error, requestId, locale));
        }
        clearInterval(alive);
        unsubscribe();
        response.end();
      },
    },
  ];
}

/** A program that leaves cannot come back for the answer: the model's work for it ends, if nobody else waits. */
function leaveWithClient(response: Response, turn: Turn): void {
  const leave = turn.watch();
  const onClose = () => {
    if (!response.writableFinished) leave();
  };
  // It may have left while its message was being stored.
  if (response.closed || response.destroyed) onClose();
  else response.once('close', onClose);
}
