import type { NativeContext, NativePackage } from '../run/native';
import type { Service } from '../run/service';
import type { Timer } from '../run/timers';
import { Value } from '../values';
import { nextMoment, parseCron, type Cron } from './cron';
import { childText, hasChild, operations } from './operations';

/** The jobs of one service, and the operation that it is told of them by. */
const jobs = (): { readonly timers: Map<string, Timer>; callback: string } => ({
  timers: new Map(),
  callback: 'schedulerCallback',
});

/** `scheduler`: jobs that send the service a message at the moments of a cron expression, within the run's own time. */
export const scheduler: NativePackage = {
  names: ['scheduler'],
  include: { file: 'scheduler.iol', port: 'Scheduler' },
  service: 'Scheduler',
  declaration: `
type DeleteCronJobRequest: void { jobName: string groupName: string }
type SetCallBackOperationRequest: void { operationName: string }
type SetCronJobRequest: void {
  jobName: string
  groupName: string
  cronSpecs: void {
    second: string minute: string hour: string dayOfMonth: string month: string dayOfWeek: string year?: string
  }
}
interface SchedulerInterface {
RequestResponse:
  deleteCronJob( DeleteCronJobRequest )( void ),
  setCronJob( SetCronJobRequest )( void ) throws JobAlreadyExists( void )
OneWay:
  setCallbackOperation( SetCallBackOperationRequest )
}
`,
  operations: operations({
    setCallbackOperation(request, context) {
      context.service.held(jobs).callback = childText(request, 'operationName');
      return undefined;
    },
    setCronJob(request, context) {
      const key = keyOf(request);
      if (context.service.held(jobs).timers.has(key)) throw context.fault('JobAlreadyExists');
      const specs = request.child('cronSpecs')!;
      const names = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'];
      if (hasChild(specs, 'year')) names.push('year');
      const fields = names.map((name) => childText(specs, name));
      context.meter.charge(fields.reduce((sum, field) => sum + field.length, 0) * gasPerCharacter);
      const cron = parseCron(hasChild(specs, 'year') ? fields : [...fields, '*']);
      if (cron === null)
        throw context.exception('RuntimeException', `CronExpression '${fields.join(' ')}' is invalid.`);
      plan(context, context.service, cron, key, request);
      return undefined;
    },
    deleteCronJob(request, context) {
      const { timers } = context.service.held(jobs);
      const timer = timers.get(keyOf(request));
      if (timer !== undefined) context.cancel(timer);
      timers.delete(keyOf(request));
      return undefined;
    },
  }),
};

/** A part of a field, `*,` the shortest, may name every year there is. */
const gasPerCharacter = 60;

const keyOf = (request: Value): string =>
  `${childText(request, 'groupName')}\0${childText(request, 'jobName')}`;

/** Sets the timer for a job's next moment, and at that moment for the one after. */
function plan(context: NativeContext, service: Service, cron: Cron, key: string, request: Value): void {
  const { meter } = context;
  meter.charge(50);
  const { timers, callback } = service.held(jobs);
  const moment = nextMoment(cron, context.now, () => meter.charge(6));
  if (moment === null) {
    timers.delete(key);
    return;
  }
  const message = new Value();
  message.append('jobName', childText(request, 'jobName'), meter);
  message.append('groupName', childText(request, 'groupName'), meter);
  const fire = () => {
    plan(context, service, cron, key, message);
    context.notify(service, callback, message);
  };
  timers.set(key, context.later(moment - context.now, fire, message));
}
