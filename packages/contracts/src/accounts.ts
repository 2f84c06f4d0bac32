import { z } from 'zod';

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

export const createKeyRequestSchema = z
  .object({ name: z.string().trim().min(1).max(100) })
  .meta({ id: 'CreateKeyRequest' });

export const createdKeySchema = z.object({ id: z.string(), key: z.string() }).meta({ id: 'CreatedKey' });
export type CreatedKey = z.infer<typeof createdKeySchema>;

/** Whether an owner exists yet: the page shows the setup form only until then. */
export const setupStateSchema = z.object({ ownerExists: z.boolean() }).meta({ id: 'SetupState' });
export type SetupState = z.infer<typeof setupStateSchema>;
