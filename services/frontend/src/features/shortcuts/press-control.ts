import type { ShortcutId } from './shortcuts';

/** How far a press moves a slider, in its own steps. */
const STEPS = 5;

/**
 * Does what a shortcut stands for through the control that says so with `data-shortcut`: a button or link is pressed,
 * a text field gets the focus, a slider moves. False where there is none, or it can't be used now.
 */
export function pressControl(id: ShortcutId): boolean {
  const control = document.querySelector<HTMLElement>(`[data-shortcut~="${id}"]`);
  if (control === null || control.matches(':disabled, [aria-disabled=true]')) return false;
  if (control instanceof HTMLInputElement && control.type === 'range') {
    if (id === 'quieter') control.stepDown(STEPS);
    else control.stepUp(STEPS);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (control.matches('input, textarea')) control.focus();
  else control.click();
  return true;
}
