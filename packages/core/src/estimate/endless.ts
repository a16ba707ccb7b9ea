/**
 * A product in which nothing of something endless is nothing, where arithmetic alone would give NaN.
 *
 * @param amount - How much; 0 gives 0.
 * @param price - Of what; may be infinite.
 */
export const timesEndless = (amount: number, price: number): number =>
  amount === 0 || price === 0 ? 0 : amount * price
