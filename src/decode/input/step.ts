/** A sign of life between two things that unpacking gives, for a host that shows progress or may be stopped. */
export interface Step {
  kind: 'step';
}

export const STEP: Step = { kind: 'step' };
