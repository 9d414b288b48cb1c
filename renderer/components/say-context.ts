// How a control says a few words for a moment; without a frame around it, it says nothing.
import { createContext } from 'react';

export const SayContext = createContext<(words: string) => void>(() => undefined);
