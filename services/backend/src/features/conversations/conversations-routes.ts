import {
  conversationPageSchema,
  conversationSchema,
  conversationSummarySchema,
  type User,
} from '@alice/contracts';
import { NotFoundError } from '@alice/errors';
import { currentContext, parseInput, type Route } from '@alice/service-runtime';
import type { Request } from 'express';
import { z } from 'zod';
import { conversationMarkdown } from './conversation-markdown';
import type { ConversationsService } from './conversations-service';
import { exportFileName } from './export-file-name';

const listQuery = z.object({
  query: z.string().trim().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
const exportQuery = z.object({ format: z.enum(['md', 'json']).default('md') });
const renameBody = z.object({ title: z.string().trim().min(1).max(200) });

export function conversationsRoutes(
  conversations: ConversationsService,
  userOf: (request: Request) => User,
): Route[] {
  const ids = (request: Request) => {
    const id = z.uuid().safeParse(request.params.id);
    if (!id.success) throw new NotFoundError('no conversation has such an id');
    return [userOf(request).id, id.data] as const;
  };
  return [
    {
      method: 'get',
      path: '/api/conversations',
      summary: 'Own conversations, newest first, a page at a time; with `query`, those that it finds',
      access: 'user',
      scope: 'chat',
      query: listQuery,
      responses: { 200: { description: 'A page', schema: conversationPageSchema } },
      handle: async (request, response) => {
        response.json(await conversations.list(userOf(request).id, parseInput(listQuery, request.query)));
      },
    },
    {
      method: 'get',
      path: '/api/conversations/:id',
      summary: 'A conversation with its messages',
      access: 'user',
      scope: 'chat',
      responses: { 200: { description: 'The conversation', schema: conversationSchema } },
      handle: async (request, response) => {
        response.json(await conversations.find(...ids(request)));
      },
    },
    {
      method: 'patch',
      path: '/api/conversations/:id',
      summary: 'Rename a conversation',
      access: 'user',
      scope: 'chat',
      body: renameBody,
      responses: { 200: { description: 'The conversation', schema: conversationSummarySchema } },
      handle: async (request, response) => {
        const { title } = parseInput(renameBody, request.body);
        response.json(await conversations.rename(...ids(request), title));
      },
    },
    {
      method: 'delete',
      path: '/api/conversations/:id',
      summary: 'Delete a conversation with its messages; for 24 hours it can be restored',
      access: 'user',
      scope: 'chat',
      responses: { 204: { description: 'Deleted' } },
      handle: async (request, response) => {
        await conversations.remove(...ids(request));
        response.status(204).end();
      },
    },
    {
      method: 'post',
      path: '/api/conversations/:id/restore',
      summary: 'Take back the deletion of a conversation',
      access: 'user',
      scope: 'chat',
      responses: { 200: { description: 'The conversation', schema: conversationSummarySchema } },
      handle: async (request, response) => {
        response.json(await conversations.restore(...ids(request)));
      },
    },
    {
      method: 'get',
      path: '/api/conversations/:id/export',
      summary: 'A conversation as a file',
      access: 'user',
      scope: 'chat',
      query: exportQuery,
      responses: { 200: { description: 'The file', contentType: 'text/markdown' } },
      handle: async (request, response) => {
        const { format } = parseInput(exportQuery, request.query);
        const conversation = await conversations.find(...ids(request));
        response.attachment(exportFileName(conversation.title, format));
        if (format === 'json') {
          response.json(conversationSchema.parse(conversation));
          return;
        }
        const locale = currentContext()?.locale ?? 'sv';
        response.type('text/markdown').send(conversationMarkdown(conversation, locale));
      },
    },
  ];
}
