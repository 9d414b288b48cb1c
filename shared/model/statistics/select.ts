// The k-th smallest of many numbers without sorting them: medians of pairwise slopes and differences are taken thousands of
// times. It moves the numbers about in the array it is given.

/**
 * The k-th smallest (k from 0 to count - 1) of the first `count` numbers, which are rearranged so that no number before place
 * k is larger and none after is smaller. Hoare's FIND (CACM 4, 1961) with the median of three; linear time on average. None
 * may be NaN.
 */
export function selectInPlace(values: Float64Array, k: number, count = values.length): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = medianOfThree(values, left, right);
    let low = left;
    let high = right;
    while (low <= high) {
      while ((values[low] as number) < pivot) low++;
      while ((values[high] as number) > pivot) high--;
      if (low > high) break;
      const moved = values[low] as number;
      values[low++] = values[high] as number;
      values[high--] = moved;
    }
    if (k <= high) right = high;
    else if (k >= low) left = low;
    else break;
  }
  return values[k] as number;
}

function medianOfThree(values: Float64Array, left: number, right: number): number {
  const a = values[left] as number;
  const b = values[(left + right) >> 1] as number;
  const c = values[right] as number;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** The median of the first `count` numbers, which are rearranged; of an even number, the mean of the middle two. */
export function medianInPlace(values: Float64Array, count = values.length): number {
  const middle = count >> 1;
  const upper = selectInPlace(values, middle, count);
  if (count % 2 === 1) return upper;
  let lower = -Infinity;
  for (let index = 0; index < middle; index++) lower = Math.max(lower, values[index] as number);
  return (lower + upper) / 2;
}
