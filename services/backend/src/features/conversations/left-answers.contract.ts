import type { Knex } from 'knex';
import { addTestUsers } from '../../database/add-test-users.contract';
import { KnexConversationStore } from './knex-conversation-store';

/** What becomes of the answers of a backend that is gone. */
export function leftAnswersContract(open: () => Promise<Knex>): void {
  let database: Knex;
  const remove = (id: string) => database('backend_instances').where({ id }).delete();
  const begin = async (instanceId: string, text: string) => {
    const answers = new KnexConversationStore(database, instanceId);
    const turn = await answers.beginTurn({ userId: 'anna', title: text, text }, '2026-01-01T12:00');
    return { answers, ...turn };
  };
  const statusOf = async (messageId: string) =>
    (await new KnexConversationStore(database).findAnswer('anna', messageId))?.status;

  beforeEach(async () => {
    database = await open();
    await addTestUsers(database);
    await database('backend_instances').insert(['a', 'b'].map((id) => ({ id, place: id, seen_at: 0 })));
  });

  it('leave the answers of the living alone, and interrupt those of the dead', async () => {
    const [ofA, ofB, ofC] = [await begin('a', 'ett'), await begin('b', 'två'), await begin('c', 'tre')];
    expect(await ofB.answers.interruptOpenAnswers()).toBe(1);
    expect(await statusOf(ofC.messageId)).toBe('interrupted');
    expect(await ofB.answers.interruptOpenAnswers(ofA.messageId)).toBe(0);
    await remove('a');
    expect(await ofB.answers.interruptOpenAnswers()).toBe(1);
    expect(await statusOf(ofA.messageId)).toBe('interrupted');
    expect(await statusOf(ofB.messageId)).toBe('streaming');
  });

  it('let a backend interrupt an own answer by name, whoever takes it for dead', async () => {
    const { answers, messageId } = await begin('a', 'ett');
    await remove('a');
    expect(await answers.interruptOpenAnswers()).toBe(0);
    expect(await answers.interruptOpenAnswers(messageId)).toBe(1);
  });

  it('keep the end of an answer that another has opened again from being overwritten', async () => {
    const { answers, messageId } = await begin('a', 'ett');
    await remove('a');
    const other = new KnexConversationStore(database, 'b');
    expect(await other.interruptOpenAnswers()).toBe(1);
    expect(await other.reopenAnswer(messageId)).toBe(true);
    await answers.endTurn(messageId, { text: 'för sent', status: 'complete', seq: 1, response: null });
    expect(await statusOf(messageId)).toBe('streaming');
    await remove('b');
    expect(await answers.interruptOpenAnswers()).toBe(1);
  });
}
