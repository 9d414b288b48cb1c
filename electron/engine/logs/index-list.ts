// Numbers of rows in rising order, compactly: grows at the end, forgets at the beginning, and each keeps its place.

export interface IndexList {
  push: (index: number) => void;
  /** Forgets all below; their places stay taken. */
  forgetBelow: (index: number) => void;
  /** Places still held: from `first` up to, but not including, `end`. */
  first: () => number;
  end: () => number;
  at: (place: number) => number | undefined;
  /** The place of the first number that is not below; `end` where there is none. */
  placeOf: (index: number) => number;
}

export function createIndexList(): IndexList {
  let numbers = new Uint32Array(1024);
  let head = 0;
  let tail = 0;
  /** The place of the number at position 0. */
  let base = 0;

  const makeRoom = (): void => {
    const kept = numbers.subarray(head, tail);
    const roomy = kept.length * 2 > numbers.length ? new Uint32Array(numbers.length * 2) : numbers;
    roomy.set(kept);
    numbers = roomy;
    base += head;
    tail -= head;
    head = 0;
  };
  const positionOf = (index: number): number => {
    let low = head;
    let high = tail;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    push: (index) => {
      if (tail === numbers.length) makeRoom();
      numbers[tail++] = index;
    },
    forgetBelow: (index) => {
      if (head < tail && (numbers[head] ?? 0) < index) head = positionOf(index);
    },
    first: () => base + head,
    end: () => base + tail,
    at: (place) => (place < base + head || place >= base + tail ? undefined : numbers[place - base]),
    placeOf: (index) => base + positionOf(index),
  };
}
