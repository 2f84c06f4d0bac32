import type { ModelReading, ModelSlot } from '../model/model-reading';
import { expectedCalibrationError, type Prediction } from './calibration';
import { countRightSlots, slotF1, type SlotComparison } from './slot-f1';

/** What a row of MASSIVE says is right. */
export interface RightReading {
  readonly intent: string;
  readonly slots: readonly ModelSlot[];
}

/** How well a model reads MASSIVE; all but `n` from 0 to 1. */
export interface MassiveScore {
  readonly n: number;
  readonly intentAccuracy: number;
  readonly slotF1: number;
  /** Share of the sentences with the right intent and exactly the right slots. */
  readonly exactMatch: number;
  readonly ece: number;
}

/**
 * Scores readings against the rows at the same positions.
 * @throws RangeError where there are not as many of them
 */
export function scoreMassive(rows: readonly RightReading[], readings: readonly ModelReading[]): MassiveScore {
  const comparisons = compareSlots(rows, readings);
  const predictions = intentPredictions(rows, readings);
  const exact = predictions.filter(({ correct }, index) => correct && sameSlots(comparisons[index]));
  return {
    n: rows.length,
    intentAccuracy: share(predictions.filter(({ correct }) => correct).length, rows.length),
    slotF1: slotF1(comparisons),
    exactMatch: share(exact.length, rows.length),
    ece: expectedCalibrationError(predictions),
  };
}

/** How sure each reading is of its intent, and whether it is right. */
export function intentPredictions(
  rows: readonly RightReading[],
  readings: readonly ModelReading[],
): Prediction[] {
  if (rows.length !== readings.length) throw new RangeError('not one reading for each row');
  return readings.map(({ intent, confidence }, index) => ({
    confidence,
    correct: intent === rows[index]?.intent,
  }));
}

function compareSlots(rows: readonly RightReading[], readings: readonly ModelReading[]): SlotComparison[] {
  return rows.map(({ slots }, index) => ({ wanted: slots, found: readings[index]?.slots ?? [] }));
}

function sameSlots(comparison: SlotComparison | undefined): boolean {
  if (!comparison) return false;
  const { wanted, found } = comparison;
  return wanted.length === found.length && countRightSlots(comparison) === wanted.length;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
