import type { Problem } from '@alice/contracts';
import { formErrors } from './form-errors';

const problem = (errors?: Problem['errors']): Problem => ({
  type: '/problems/invalid_input',
  title: 'Något stämmer inte',
  status: 400,
  code: 'invalid_input',
  requestId: 'r1',
  errors,
});

describe('formErrors', () => {
  it('puts each message at its field and nothing at the top', () => {
    const errors = formErrors(problem([{ path: 'password', message: 'för kort' }]), ['username', 'password']);
    expect(errors).toEqual({ form: null, fields: { password: 'för kort' } });
  });

  it('keeps the first message of a field', () => {
    const errors = formErrors(
      problem([
        { path: 'username', message: 'ett' },
        { path: 'username', message: 'två' },
      ]),
      ['username'],
    );
    expect(errors.fields.username).toBe('ett');
  });

  it('leaves with the form what belongs to no field, or says nothing of fields', () => {
    expect(formErrors(problem([{ path: 'setupToken', message: 'fel' }]), ['username']).form).not.toBeNull();
    expect(formErrors(problem(), ['username']).form).not.toBeNull();
  });
});
