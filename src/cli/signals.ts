const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs the action; should the process be told to stop meanwhile, `clean` runs first. Outside such
 * actions nothing is caught: a long computation stops at once, and has written nothing.
 */
export async function withCleanup(clean: () => void, action: () => Promise<void>): Promise<void> {
  const listeners = signals.map((signal) => {
    const listener = () => {
      clean();
      remove();
      // Again, now without a listener: the shell sees what really happened, 130 or 143.
      process.kill(process.pid, signal);
    };
    return { signal, listener };
  });
  const remove = () => {
    for (const { signal, listener } of listeners) process.removeListener(signal, listener);
  };
  for (const { signal, listener } of listeners) process.on(signal, listener);
  try {
    await action();
  } finally {
    remove();
  }
}
