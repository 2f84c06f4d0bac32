import type { NetResult } from './net-job';
import type { Lesson } from './lesson';

/** Lessons whose targets come in part from the mean opinion of teachers (distillation, Hinton et al. 2015). */
export function taughtLessons(
  lessons: readonly Lesson[],
  teachers: readonly NetResult[],
  shares: { readonly intents: number; readonly tags: number },
): Lesson[] {
  return lessons.map((lesson, index) => {
    const opinions = teachers.flatMap((teacher) => teacher.opinions[index] ?? []);
    return {
      ...lesson,
      intents: between(
        lesson.intents,
        opinions.map(({ intents }) => intents),
        shares.intents,
      ),
      tags: between(
        lesson.tags,
        opinions.map(({ tags }) => tags),
        shares.tags,
      ),
    };
  });
}

function between(label: Float32Array, opinions: readonly Float32Array[], share: number): Float32Array {
  const mixed = label.map((value) => (1 - share) * value);
  for (const opinion of opinions) {
    for (let at = 0; at < mixed.length; at += 1)
      mixed[at] = (mixed[at] ?? 0) + (share / opinions.length) * (opinion[at] ?? 0);
  }
  return mixed;
}
