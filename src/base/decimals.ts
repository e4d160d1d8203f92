/** How many decimals an amount is written with: those of its currency. */
export function decimalsOf(amount: string): number {
  return (amount.split(".")[1] ?? "").length;
}
