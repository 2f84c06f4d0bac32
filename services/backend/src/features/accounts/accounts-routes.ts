import {
  apiKeySchema,
  changePasswordRequestSchema,
  createdKeySchema,
  createKeyRequestSchema,
  createUserRequestSchema,
  loginRequestSchema,
  preferencesSchema,
  sessionSchema,
  setupRequestSchema,
  setupStateSchema,
  updateMeRequestSchema,
  updatePreferencesRequestSchema,
  updateUserRequestSchema,
  userSchema,
  type User,
} from '@alice/contracts';
import { ForbiddenError } from '@alice/errors';
import { parseInput, type Route } from '@alice/service-runtime';
import type { Request } from 'express';
import { z } from 'zod';
import type { AccountsService } from './accounts-service';
import type { Identity } from './identity';
import { callerOf, tokenOf } from './caller-of';
import { clearSessionCookie, setSessionCookie } from './session-cookie';

export function accountsRoutes(
  accounts: AccountsService,
  identityOf: (request: Request) => Identity,
): Route[] {
  const userOf = (request: Request) => identityOf(request).user;
  return [
    ...signingIn(accounts, userOf),
    ...ownAccount(accounts, userOf),
    ...ownAccess(accounts, userOf, identityOf),
    ...allUsers(accounts),
  ];
}

/** Setup, sign in and out, and who it is. */
function signingIn(accounts: AccountsService, userOf: (request: Request) => User): Route[] {
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
        const { user, token } = await accounts.setup(
          parseInput(setupRequestSchema, request.body),
          callerOf(request),
        );
        setSessionCookie(request, response, token, accounts.sessionLifetimeMs);
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
        const { user, token } = await accounts.login(
          parseInput(loginRequestSchema, request.body),
          callerOf(request),
        );
        setSessionCookie(request, response, token, accounts.sessionLifetimeMs);
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
        const token = tokenOf(request);
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
  ];
}

/** What people change about themselves. */
function ownAccount(accounts: AccountsService, userOf: (request: Request) => User): Route[] {
  return [
    {
      method: 'patch',
      path: '/api/auth/me',
      summary: 'Change the own name',
      access: 'adult',
      body: updateMeRequestSchema,
      responses: { 200: { description: 'The user', schema: userSchema } },
      handle: async (request, response) => {
        const change = parseInput(updateMeRequestSchema, request.body);
        response.json(await accounts.changeUser(userOf(request).id, change));
      },
    },
    {
      method: 'post',
      path: '/api/auth/password',
      summary: 'Change the own password; ends all other sessions, and keeps this one and the API keys',
      access: 'adult',
      body: changePasswordRequestSchema,
      responses: { 204: { description: 'Changed' } },
      handle: async (request, response) => {
        const change = parseInput(changePasswordRequestSchema, request.body);
        await accounts.changePassword(userOf(request), change, tokenOf(request));
        response.status(204).end();
      },
    },
    {
      method: 'get',
      path: '/api/auth/me/preferences',
      summary: 'What is chosen for the own pages and for how Alice should be',
      access: 'user',
      scope: 'account',
      responses: { 200: { description: 'The preferences', schema: preferencesSchema } },
      handle: async (request, response) => {
        response.json(await accounts.preferences(userOf(request).id));
      },
    },
    {
      method: 'patch',
      path: '/api/auth/me/preferences',
      summary: 'Change some of the preferences',
      access: 'user',
      scope: 'account',
      body: updatePreferencesRequestSchema,
      responses: { 200: { description: 'All preferences', schema: preferencesSchema } },
      handle: async (request, response) => {
        const change = parseInput(updatePreferencesRequestSchema, request.body);
        if (change.persona !== undefined && userOf(request).role === 'guest') {
          throw new ForbiddenError('guests have no persona', { reason: 'guest' });
        }
        response.json(await accounts.changePreferences(userOf(request).id, change));
      },
    },
  ];
}

/** Own sessions and API keys. */
function ownAccess(
  accounts: AccountsService,
  userOf: (request: Request) => User,
  identityOf: (request: Request) => Identity,
): Route[] {
  return [
    {
      method: 'get',
      path: '/api/auth/sessions',
      summary: 'Where one is signed in',
      access: 'adult',
      responses: { 200: { description: 'The sessions, seen last first', schema: z.array(sessionSchema) } },
      handle: async (request, response) => {
        response.json(await accounts.sessions(userOf(request).id, tokenOf(request)));
      },
    },
    {
      method: 'delete',
      path: '/api/auth/sessions',
      summary: 'End all own sessions but this one',
      access: 'adult',
      responses: { 204: { description: 'Ended' } },
      handle: async (request, response) => {
        await accounts.endOtherSessions(userOf(request).id, tokenOf(request));
        response.status(204).end();
      },
    },
    {
      method: 'delete',
      path: '/api/auth/sessions/:id',
      summary: 'End an own session',
      access: 'adult',
      responses: { 204: { description: 'Ended' } },
      handle: async (request, response) => {
        await accounts.endSession(userOf(request).id, String(request.params.id));
        response.status(204).end();
      },
    },
    {
      method: 'get',
      path: '/api/keys',
      summary: 'The own API keys, without their secrets',
      access: 'adult',
      responses: { 200: { description: 'The keys, the newest first', schema: z.array(apiKeySchema) } },
      handle: async (request, response) => {
        response.json(await accounts.keys(userOf(request).id));
      },
    },
    {
      method: 'post',
      path: '/api/keys',
      summary: 'Make an API key; it is shown this once',
      access: 'adult',
      body: createKeyRequestSchema,
      responses: { 201: { description: 'The key', schema: createdKeySchema } },
      handle: async (request, response) => {
        const key = parseInput(createKeyRequestSchema, request.body);
        const { user, scopes } = identityOf(request);
        response.status(201).json(await accounts.createKey(user.id, key, scopes));
      },
    },
    {
      method: 'delete',
      path: '/api/keys/:id',
      summary: 'Remove an own API key',
      access: 'adult',
      responses: { 204: { description: 'Removed' } },
      handle: async (request, response) => {
        await accounts.removeKey(userOf(request).id, String(request.params.id));
        response.status(204).end();
      },
    },
  ];
}

/** For the owner. */
function allUsers(accounts: AccountsService): Route[] {
  return [
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
