// Operations on the recorder: how much is kept, of what, and whether it is whole.
import { keepingContract } from './keeping.ts';
import { objectsContract, queriesContract } from './recorded.ts';

export const recorderContract = {
  keeping: keepingContract,
  queries: queriesContract,
  objects: objectsContract,
};
