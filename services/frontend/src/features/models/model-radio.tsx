import type { Model } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { IconButton } from '../../ui/icon-button';
import { TrashIcon } from '../../ui/icons';
import { useSize } from './model-words';

export interface ModelRadioProps {
  model: Model;
  title: string;
  checked: boolean;
  /** Whether it is the one that answers now, which can't be deleted. */
  answers: boolean;
  disabled: boolean;
  onPick: () => void;
  onDelete: () => void;
}

/** A model that is there: to pick, or to delete. */
export function ModelRadio({ model, title, checked, answers, disabled, onPick, onDelete }: ModelRadioProps) {
  const t = useTranslations('models');
  const size = useSize();
  const { name, capabilities, sizeBytes } = model;
  const facts = [
    ...(title === name ? [] : [name]),
    size(sizeBytes),
    ...(['tools', 'thinking'] as const)
      .filter((each) => capabilities.includes(each))
      .map((each) => t(`can.${each}`)),
  ];
  return (
    <div className="flex items-center gap-1 rounded-xl border border-edge bg-surface pr-1.5 has-checked:border-spruce has-checked:bg-moss has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-spruce">
      <label className="flex min-h-14 min-w-0 flex-1 cursor-pointer items-start gap-3 py-2.5 pl-3.5">
        <input
          type="radio"
          name="answering-model"
          value={name}
          checked={checked}
          disabled={disabled}
          data-testid={`model-${name}`}
          className="mt-1.5 outline-none"
          onChange={onPick}
        />
        <span className="min-w-0">
          <span className="font-medium break-words">{title}</span>
          {answers && (
            <span className="ml-2 rounded-full bg-spruce px-2 py-0.5 text-xs text-on-spruce">
              {t('answers')}
            </span>
          )}
          <span className="block text-sm break-words text-muted">{facts.join(' · ')}</span>
        </span>
      </label>
      {!answers && (
        <IconButton
          label={t('delete.label', { title })}
          disabled={disabled}
          data-testid={`delete-${name}`}
          onClick={onDelete}
        >
          <TrashIcon />
        </IconButton>
      )}
    </div>
  );
}
