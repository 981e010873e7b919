import { isFlinkImage, placedIn } from '../../flink/images.js';
import type { FlinkImage } from '../../model/containers.js';
import { entryOf } from './layers.js';
import type { Container } from './projects.js';

/** The image that a container is made of, where that is Flink's or built on it. */
export function imageOf(container: Container): FlinkImage | undefined {
  const { service, stage } = container;
  const base = stage?.base ?? service.image;
  if (base === undefined || !isFlinkImage(base.text)) return undefined;
  const user = service.user ?? stage?.user;
  const open = service.open ?? stage?.open;
  return {
    base,
    environment: [...(stage?.environment ?? []), ...service.environment],
    placed: placedIn(service, stage),
    ran: stage?.ran ?? [],
    command: service.command ?? stage?.command ?? [],
    ownEntry: entryOf(container) === 'image',
    started: true,
    ...(user === undefined ? {} : { user }),
    ...(open === undefined ? {} : { open }),
  };
}
