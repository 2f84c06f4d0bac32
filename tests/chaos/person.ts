import { ChaosStack, type Answer } from './chaos-stack';

export const isOk = ({ status }: Answer) => status === 200;

/** Somebody who is signed in, and tries whether Alice is there. */
export class Person {
  constructor(
    private readonly stack: ChaosStack,
    private readonly cookie: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.stack.ask(path, { cookie: this.cookie, timeoutMs: 15_000 });
  }

  /** Whether a plain command is carried out. */
  async command(): Promise<boolean> {
    return isOk(await this.say('pausa musiken'));
  }

  /** Whether the language model answers. */
  async answer(): Promise<boolean> {
    return isOk(await this.say('Vad tycker du om regn?'));
  }

  say(text: string): Promise<Answer> {
    const { cookie } = this;
    return this.stack.ask('/api/chat', { method: 'POST', body: { text }, cookie, timeoutMs: 20_000 });
  }
}

/** A stack that is up, and people who are signed in; the first of them is `person`. */
export async function startWithPeople(): Promise<{ stack: ChaosStack; cookies: string[]; person: Person }> {
  const stack = await ChaosStack.start();
  const cookies = await stack.users(5);
  return { stack, cookies, person: new Person(stack, cookies[0] ?? '') };
}
