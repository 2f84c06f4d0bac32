import { createHash } from 'node:crypto';
import { RateLimitedError } from '@alice/errors';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';

/** What failed attempts to sign in are counted by. */
export interface Attempt {
  /** Where it comes from: an IP address. */
  address?: string | undefined;
  /** Whose secret is tried, whether there is such an account or not. */
  account?: string | undefined;
}

/** In which failed attempts add up, in seconds. */
export const LOGIN_WINDOW_SECONDS = 15 * 60;
/** How long an account is shut after each attempt too many, in seconds: the last one holds for all that follow. */
const DELAYS_SECONDS = [60, 120, 240, 480, 900] as const;
/** How long an account's attempts too many are remembered after the last that was let in, in seconds: longer than it is shut. */
const REMEMBERED_SECONDS = 900 + LOGIN_WINDOW_SECONDS;

const delayAfter = (tooMany: number): number =>
  DELAYS_SECONDS[Math.min(tooMany, DELAYS_SECONDS.length) - 1] ?? 0;

/**
 * How long an address that has signed in to an account counts by itself, in seconds: 14 days. In memory a timer forgets it,
 * and Node has none that is longer than 24 days: it would run out at once.
 */
const KNOWN_SECONDS = 14 * 24 * 3600;

/** Names are of any length, and now and then a person types a password there. */
const keyOf = (name: string) => createHash('sha256').update(name).digest('base64url');

/**
 * Slows down who guesses secrets (OWASP, Authentication Cheat Sheet): after too many failed attempts an address has to wait for
 * its window to end, and an account is shut for a time that grows with every further attempt. A stranger must not keep its
 * owner out by that: an address that has signed in to the account before counts by itself (as OWASP's device cookies do), and what is
 * refused does not lengthen the wait.
 */
export class LoginBrake {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly accounts: RateLimiterAbstract,
    private readonly addresses: RateLimiterAbstract,
  ) {}

  /**
   * To be called before the secret is looked at: the attempt counts as failed until `succeeded` says otherwise, so that many
   * at the same time are as many.
   * @throws RateLimitedError where there were too many
   */
  async begin({ address, account }: Attempt): Promise<void> {
    // One after the other: an account is shut before the next attempt at it is let in.
    const begun = this.last.then(async () => {
      if (address !== undefined) await this.countAddress(keyOf(address));
      if (account !== undefined) await this.countAccount(await this.accountKey(account, address));
    });
    this.last = begun.catch(() => undefined);
    return begun;
  }

  /** Forgets the failed attempts at the account, and this one of the address, which the account knows from now on. */
  async succeeded({ address, account }: Attempt): Promise<void> {
    if (address !== undefined) await this.addresses.reward(keyOf(address));
    if (account === undefined) return;
    await this.accounts.delete(await this.accountKey(account, address));
    if (address !== undefined) await this.accounts.set(knownKey(account, address), 1, KNOWN_SECONDS);
  }

  /** Opens an account for everybody. */
  async forget(account: string): Promise<void> {
    await this.accounts.delete(keyOf(account));
  }

  private async accountKey(account: string, address: string | undefined): Promise<string> {
    const known = address !== undefined && (await this.accounts.get(knownKey(account, address))) !== null;
    return keyOf(known ? `${account} from ${address}` : account);
  }

  private async countAddress(key: string): Promise<void> {
    const { consumedPoints, msBeforeNext } = await this.addresses.penalty(key);
    const quota = this.addresses.points;
    if (consumedPoints > quota) throw refused('login-address', quota, Math.ceil(msBeforeNext / 1000));
  }

  private async countAccount(key: string): Promise<void> {
    const { consumedPoints, msBeforeNext } = await this.accounts.penalty(key);
    const quota = this.accounts.points;
    const tooMany = consumedPoints - quota;
    if (tooMany <= 0) return;
    const keep = () => this.accounts.set(key, consumedPoints, REMEMBERED_SECONDS);
    if (tooMany === 1) {
      await keep();
      throw refused('login-account', quota, delayAfter(tooMany));
    }
    // Who has waited as long as was said may try once, and makes the next wait longer.
    const wait = delayAfter(tooMany - 1) - (REMEMBERED_SECONDS - msBeforeNext / 1000);
    if (wait <= 0) {
      await keep();
      return;
    }
    await this.accounts.reward(key);
    throw refused('login-account', quota, Math.ceil(wait));
  }
}

const knownKey = (account: string, address: string) => keyOf(`${address} known to ${account}`);

const refused = (policy: string, quota: number, retryAfterSeconds: number) =>
  new RateLimitedError(`too many failed attempts: ${policy}`, {
    reason: 'login',
    retryAfterSeconds: Math.max(1, retryAfterSeconds),
    limit: { policy, quota, windowSeconds: LOGIN_WINDOW_SECONDS },
  });
