/** For the command line, which shows what users typed. */
export { printable } from "../base/shown.ts";
