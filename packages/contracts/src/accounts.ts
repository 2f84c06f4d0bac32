import { z } from 'zod';
import { localeSchema } from './locale';

export const usernameSchema = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@ -]*$/u);

/** At least 10 characters, at most 256 so that a hash has a bounded cost. */
export const passwordSchema = z.string().min(10).max(256);

export const roleSchema = z.enum(['owner', 'adult', 'guest']);
export type Role = z.infer<typeof roleSchema>;

export const setupRequestSchema = z
  .object({ setupToken: z.string().min(1).max(256), username: usernameSchema, password: passwordSchema })
  .meta({ id: 'SetupRequest' });
export type SetupRequest = z.infer<typeof setupRequestSchema>;

export const loginRequestSchema = z
  .object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) })
  .meta({ id: 'LoginRequest' });
export type LoginRequest = z.infer<typeof loginRequestSchema>;

export const userSchema = z
  .object({ id: z.string(), username: z.string(), role: roleSchema, createdAt: z.iso.datetime() })
  .meta({ id: 'User' });
export type User = z.infer<typeof userSchema>;

export const createUserRequestSchema = z
  .object({
    username: usernameSchema,
    password: passwordSchema,
    role: roleSchema.exclude(['owner']).default('adult'),
  })
  .meta({ id: 'CreateUserRequest' });

export const updateUserRequestSchema = z
  .object({ username: usernameSchema, password: passwordSchema, role: roleSchema.exclude(['owner']) })
  .partial()
  .refine((change) => Object.keys(change).length > 0)
  .meta({ id: 'UpdateUserRequest' });

export const updateMeRequestSchema = z.object({ username: usernameSchema }).meta({ id: 'UpdateMeRequest' });

export const changePasswordRequestSchema = z
  .object({ currentPassword: z.string().min(1).max(256), newPassword: passwordSchema })
  .meta({ id: 'ChangePasswordRequest' });
export type ChangePasswordRequest = z.infer<typeof changePasswordRequestSchema>;

/** Where somebody is signed in with a browser; `userAgent` is what the browser said of itself, cut short. */
export const sessionSchema = z
  .object({
    id: z.string(),
    createdAt: z.iso.datetime(),
    /** True to the minute. */
    lastSeenAt: z.iso.datetime(),
    /** The session of the very request. */
    current: z.boolean(),
    userAgent: z.string().optional(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

export const themeSchema = z.enum(['light', 'dark', 'system']);
export type Theme = z.infer<typeof themeSchema>;

/** Longest persona, in code points. */
export const MAX_PERSONA_LENGTH = 1_000;

/** A person's own words on how Alice should be with them. A database takes neither NUL nor half a character. */
const personaSchema = z
  .string()
  .check((context) => {
    if ([...context.value].length > MAX_PERSONA_LENGTH) {
      const [input, maximum] = [context.value, MAX_PERSONA_LENGTH];
      context.issues.push({ code: 'too_big', origin: 'string', maximum, inclusive: true, input });
    }
  })
  .refine((text) => !text.includes('\0') && text.isWellFormed());

/** What a person has chosen for themselves; `locale` is null until they chose a language. */
export const preferencesSchema = z
  .object({ locale: localeSchema.nullable(), theme: themeSchema, persona: z.string() })
  .meta({ id: 'Preferences' });
export type Preferences = z.infer<typeof preferencesSchema>;

export const updatePreferencesRequestSchema = z
  .object({ locale: localeSchema, theme: themeSchema, persona: personaSchema })
  .partial()
  .meta({ id: 'UpdatePreferencesRequest' });
export type UpdatePreferencesRequest = z.infer<typeof updatePreferencesRequestSchema>;

/** What an API key may be for; `account` is what is the user's own, `admin` what is the owner's alone. */
export const scopeSchema = z.enum(['chat', 'music', 'tools', 'account', 'admin']);
export type Scope = z.infer<typeof scopeSchema>;

/** Without `scopes` the key may do all that its user may. */
export const createKeyRequestSchema = z
  .object({ name: z.string().trim().min(1).max(100), scopes: z.array(scopeSchema).min(1).max(20).optional() })
  .meta({ id: 'CreateKeyRequest' });
export type CreateKeyRequest = z.infer<typeof createKeyRequestSchema>;

export const createdKeySchema = z.object({ id: z.string(), key: z.string() }).meta({ id: 'CreatedKey' });
export type CreatedKey = z.infer<typeof createdKeySchema>;

/** What is shown of an API key after it was made; `lastUsedAt` is true to the minute. */
export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Null: all that its user may. */
    scopes: z.array(scopeSchema).nullable(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKeySchema>;

/** Whether an owner exists yet: the page shows the setup form only until then. */
export const setupStateSchema = z.object({ ownerExists: z.boolean() }).meta({ id: 'SetupState' });
export type SetupState = z.infer<typeof setupStateSchema>;

/** An invitation that nobody has taken yet; `name` is for whom it is meant. */
export const invitationSchema = z
  .object({
    id: z.string(),
    role: roleSchema,
    name: z.string().nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitationSchema>;

export const createInvitationRequestSchema = z
  .object({ role: roleSchema.exclude(['owner']).default('adult'), name: usernameSchema.optional() })
  .meta({ id: 'CreateInvitationRequest' });
export type CreateInvitationRequest = z.infer<typeof createInvitationRequestSchema>;

/** `url` holds the invitation's secret, and is shown this once. */
export const createdInvitationSchema = z
  .object({ id: z.string(), url: z.url(), expiresAt: z.iso.datetime() })
  .meta({ id: 'CreatedInvitation' });
export type CreatedInvitation = z.infer<typeof createdInvitationSchema>;

export const acceptInvitationRequestSchema = z
  .object({ token: z.string().min(1).max(256), username: usernameSchema, password: passwordSchema })
  .meta({ id: 'AcceptInvitationRequest' });
export type AcceptInvitationRequest = z.infer<typeof acceptInvitationRequestSchema>;
