// Random numbers that come out the same at every run: mulberry32, after Tommy Ettinger.

export interface Random {
  /** a whole number from 0 to below `count` */
  below(count: number): number;
  /** one of a list that is not empty */
  of<Value>(list: readonly Value[]): Value;
}

export function seeded(seed: number): Random {
  let state = seed | 0;
  function below(count: number): number {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * count);
  }
  return {
    below,
    of<Value>(list: readonly Value[]): Value {
      const value = list[below(list.length)];
      if (value === undefined) throw new Error("nothing to choose from");
      return value;
    },
  };
}
