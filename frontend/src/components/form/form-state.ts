import { createContext, use } from 'react';

/** Whether the surrounding form is on its way to the server. */
export const FormBusyContext = createContext(false);

export function useFormBusy(): boolean {
  return use(FormBusyContext);
}
