import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Type;

/** What programs that try setters ask: which objects do the same, and which methods they leave out. */
public final class Probe {

    private Probe() {}

    /** What a state backend does: who builds its keyed state, as its code says, and whether checkpoints are incremental. */
    public static String backend(Object backend) {
        Set<String> builders = new TreeSet<>();
        builders(backend.getClass().getName(), builders, new TreeSet<>());
        return builders + " " + told(backend, "isIncrementalCheckpointsEnabled");
    }

    private static void builders(String type, Set<String> found, Set<String> seen) {
        if (!seen.add(type)) {
            return;
        }
        calls(type, "createKeyedStateBackend", (owner, call) -> {
            String simple = owner.substring(owner.lastIndexOf('.') + 1);
            if (simple.endsWith("KeyedStateBackendBuilder")) {
                found.add(simple);
            } else if (call.startsWith("createKeyedStateBackend(") && !simple.equals("StateBackend")) {
                builders(owner, found, seen);
            }
        });
    }

    /** Where checkpoints go: who writes them, and into which folder. */
    public static String storage(CheckpointStorage storage) throws IOException {
        CheckpointStorageAccess access = storage.createCheckpointStorage(new JobID(0, 0));
        return access.getClass().getSimpleName() + " " + told(access, "getCheckpointsDirectory");
    }

    private static Object told(Object object, String getter) {
        try {
            Method method = object.getClass().getDeclaredMethod(getter);
            method.setAccessible(true);
            return method.invoke(object);
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }

    /** Public methods of some classes that a program does not call, as `Type.method(Parameter,…)`. */
    public static List<String> untried(Class<?> program, Class<?>... types) {
        Set<String> tried = new TreeSet<>();
        calls(program.getName(), null, (owner, call) -> tried.add(owner.substring(owner.lastIndexOf('.') + 1) + "." + call));
        return Arrays.stream(types)
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                        .map(method -> type.getSimpleName() + "." + name(method)))
                .filter(name -> !tried.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    private static String name(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(",", "(", ")"));
    }

    /** The calls in a class, or in its methods of one name: the class that is called, and the method. */
    private static void calls(String type, String within, BiConsumer<String, String> each) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(type.replace('.', '/') + ".class")) {
            new ClassReader(in).accept(new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    return within != null && !within.equals(name) ? null : new MethodVisitor(Opcodes.ASM9) {
                        @Override
                        public void visitMethodInsn(int code, String owner, String called, String shape, boolean isInterface) {
                            String parameters = Arrays.stream(Type.getArgumentTypes(shape))
                                    .map(Type::getClassName)
                                    .map(each -> each.replaceFirst(".*[.$]", ""))
                                    .collect(Collectors.joining(",", "(", ")"));
                            each.accept(owner.replace('/', '.'), called + parameters);
                        }
                    };
                }
            }, ClassReader.SKIP_DEBUG);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
