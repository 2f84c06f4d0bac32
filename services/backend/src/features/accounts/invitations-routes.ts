import {
  acceptInvitationRequestSchema,
  createdInvitationSchema,
  createInvitationRequestSchema,
  invitationSchema,
  userSchema,
} from '@alice/contracts';
import { parseInput, type Route } from '@alice/service-runtime';
import { z } from 'zod';
import { callerOf } from './caller-of';
import type { InvitationsService } from './invitations-service';
import { setSessionCookie } from './session-cookie';

/** `sessionLifetimeMs` is how long the cookie of who joins is kept. */
export function invitationsRoutes(invitations: InvitationsService, sessionLifetimeMs: number): Route[] {
  return [
    {
      // Before the address of one invitation, which would take it too.
      method: 'post',
      path: '/api/invitations/accept',
      summary: 'Make an own account with an invitation, and sign in',
      access: 'public',
      body: acceptInvitationRequestSchema,
      responses: { 201: { description: 'The new user', schema: userSchema } },
      handle: async (request, response) => {
        const accepted = parseInput(acceptInvitationRequestSchema, request.body);
        const { user, token } = await invitations.accept(accepted, callerOf(request));
        setSessionCookie(request, response, token, sessionLifetimeMs);
        response.status(201).json(user);
      },
    },
    {
      method: 'get',
      path: '/api/invitations',
      summary: 'The invitations that nobody has taken yet',
      access: 'owner',
      responses: { 200: { description: 'The newest first', schema: z.array(invitationSchema) } },
      handle: async (_request, response) => {
        response.json(await invitations.open());
      },
    },
    {
      method: 'post',
      path: '/api/invitations',
      summary: 'Make a link with which one person can make an account within 7 days; it is shown this once',
      access: 'owner',
      body: createInvitationRequestSchema,
      responses: { 201: { description: 'The link', schema: createdInvitationSchema } },
      handle: async (request, response) => {
        const wanted = parseInput(createInvitationRequestSchema, request.body ?? {});
        response.status(201).json(await invitations.create(wanted));
      },
    },
    {
      method: 'delete',
      path: '/api/invitations/:id',
      summary: 'Take an invitation back',
      access: 'owner',
      responses: { 204: { description: 'It is void' } },
      handle: async (request, response) => {
        await invitations.revoke(String(request.params.id));
        response.status(204).end();
      },
    },
  ];
}
