'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { leaveSentence } from '../../first-sentence';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { SendIcon } from '../../ui/icons';
import { TextField } from '../../ui/text-field';

const EXAMPLES = ['play', 'volume', 'question'] as const;

/** Something to say to Alice first; it is said when the conversation opens. */
export function FirstSentenceStep() {
  const t = useTranslations('welcome.sentence');
  const router = useRouter();
  const [text, setText] = useState(t('examples.play'));
  const [empty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const toField = () => form.current?.querySelector('input')?.focus();

  function submit() {
    const sentence = text.trim();
    if (sentence === '') {
      setEmpty(true);
      return toField();
    }
    leaveSentence(sentence);
    router.push('/');
  }

  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-col gap-2" aria-label={t('try')}>
        {EXAMPLES.map((example) => (
          <li key={example}>
            <button
              type="button"
              data-testid={`try-${example}`}
              className={classNames(
                'flex min-h-14 w-full flex-col justify-center rounded-xl border px-4 py-2 text-left transition-colors hover:border-spruce',
                text === t(`examples.${example}`) ? 'border-spruce bg-moss' : 'border-line bg-surface',
              )}
              onClick={() => {
                setText(t(`examples.${example}`));
                setEmpty(false);
                toField();
              }}
            >
              <span className="font-medium">{t(`examples.${example}`)}</span>
              <span className="text-sm text-muted">{t(`hints.${example}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('field')}
          name="sentence"
          value={text}
          error={empty ? t('empty') : undefined}
          data-testid="first-sentence"
          autoComplete="off"
          maxLength={1000}
          onChange={(event) => {
            setText(event.target.value);
            setEmpty(false);
          }}
        />
        <Button type="submit" className="self-start" data-testid="say-first">
          <SendIcon />
          {t('say')}
        </Button>
      </form>
    </div>
  );
}
