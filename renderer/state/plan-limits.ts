// What of the contract a view may know: the longest plan text. Views do not import the contract itself.
export { planTextLimitBytes } from '#shared/contract/contract.ts';
