import {
  createdKeySchema,
  createKeyRequestSchema,
  createUserRequestSchema,
  loginRequestSchema,
  setupRequestSchema,
  setupStateSchema,
  updateUserRequestSchema,
  userSchema,
  type User,
} from '@alice/contracts';
import { parseInput, type Route } from '@alice/service-runtime';
import type { Request } from 'express';
import { z } from 'zod';
import type { AccountsService } from './accounts-service';
import { clearSessionCookie, sessionTokenFrom, setSessionCookie } from './session-cookie';

export function accountsRoutes(accounts: AccountsService, userOf: (request: Request) => User): Route[] {
  return [
    {
      method: 'get',
      path: '/api/auth/setup',
      summary: 'Whether an owner exists',
      access: 'public',
      responses: { 200: { description: 'The state', schema: setupStateSchema } },
      handle: async (_request, response) => {
        response.json({ ownerExists: await accounts.ownerExists() });
      },
    },
    {
      method: 'post',
      path: '/api/auth/setup',
      summary: 'Make the owner with the setup token, and sign in',
      access: 'public',
      body: setupRequestSchema,
      responses: { 201: { description: 'The owner', schema: userSchema } },
      handle: async (request, response) => {
        const { user, token } = await accounts.setup(parseInput(setupRequestSchema, request.body));
        setSessionCookie(request, response, token);
        response.status(201).json(user);
      },
    },
    {
      method: 'post',
      path: '/api/auth/login',
      summary: 'Sign in with name and password',
      access: 'public',
      body: loginRequestSchema,
      responses: { 200: { description: 'The user', schema: userSchema } },
      handle: async (request, response) => {
        const { user, token } = await accounts.login(parseInput(loginRequestSchema, request.body));
        setSessionCookie(request, response, token);
        response.json(user);
      },
    },
    {
      method: 'post',
      path: '/api/auth/logout',
      summary: 'End the session',
      access: 'public',
      responses: { 204: { description: 'Signed out' } },
      handle: async (request, response) => {
        const token = sessionTokenFrom(request.get('cookie'), request.secure);
        if (token !== undefined) await accounts.logout(token);
        clearSessionCookie(request, response);
        response.status(204).end();
      },
    },
    {
      method: 'get',
      path: '/api/auth/me',
      summary: 'Who is signed in',
      access: 'user',
      responses: { 200: { description: 'The user', schema: userSchema } },
      handle: (request, response) => {
        response.json(userOf(request));
      },
    },
    {
      method: 'get',
      path: '/api/auth/check',
      summary: 'For nginx: 204 where somebody is signed in, else 401',
      access: 'user',
      responses: { 204: { description: 'Signed in' } },
      handle: (_request, response) => {
        response.status(204).end();
      },
    },
    {
      method: 'post',
      path: '/api/keys',
      summary: 'Make an API key; it is shown this once',
      access: 'user',
      body: createKeyRequestSchema,
      responses: { 201: { description: 'The key', schema: createdKeySchema } },
      handle: async (request, response) => {
        const { name } = parseInput(createKeyRequestSchema, request.body);
        response.status(201).json(await accounts.createKey(userOf(request).id, name));
      },
    },
    {
      method: 'get',
      path: '/api/users',
      summary: 'All users',
      access: 'owner',
      responses: { 200: { description: 'The users', schema: z.array(userSchema) } },
      handle: async (_request, response) => {
        response.json(await accounts.users());
      },
    },
    {
      method: 'post',
      path: '/api/users',
      summary: 'Add a user',
      access: 'owner',
      body: createUserRequestSchema,
      responses: { 201: { description: 'The user', schema: userSchema } },
      handle: async (request, response) => {
        response.status(201).json(await accounts.addUser(parseInput(createUserRequestSchema, request.body)));
      },
    },
    {
      method: 'patch',
      path: '/api/users/:id',
      summary: "Change a user's name, role or password",
      access: 'owner',
      body: updateUserRequestSchema,
      responses: { 200: { description: 'The user', schema: userSchema } },
      handle: async (request, response) => {
        const change = parseInput(updateUserRequestSchema, request.body);
        response.json(await accounts.changeUser(String(request.params.id), change));
      },
    },
    {
      method: 'delete',
      path: '/api/users/:id',
      summary: 'Remove a user with all that is theirs',
      access: 'owner',
      responses: { 204: { description: 'Removed' } },
      handle: async (request, response) => {
        await accounts.removeUser(String(request.params.id));
        response.status(204).end();
      },
    },
  ];
}
