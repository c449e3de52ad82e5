/** All that is printed of a package. In one place, so that it is loaded at once and only when it is needed. */
export { custodyForm } from './custody-form.ts';
export { handoverForm } from './handover-form.ts';
export { requestForm } from './request-form.ts';
