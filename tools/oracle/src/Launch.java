import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;

/**
 * Starts {@link Oracle} on a Flink that tells what it builds: a few methods of Flink call {@link Recorder}, and the
 * rest of it is as released. Nothing is executed, for handing over a stream graph ends in the recorder.
 *
 * <p>Arguments are those of {@link Oracle}.
 */
public final class Launch {

    private static final String ENVIRONMENT = "org/apache/flink/streaming/api/environment/StreamExecutionEnvironment";
    private static final String TRANSFORMATION = "org/apache/flink/api/dag/Transformation";
    private static final String EXPANDER =
            "org/apache/flink/streaming/runtime/translators/SinkTransformationTranslator$SinkExpander";
    private static final String JOB_CLIENT = "org/apache/flink/core/execution/JobClient";

    public static void main(String[] arguments) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            urls.add(Path.of(path).toUri().toURL());
        }
        ClassLoader loader = new Patching(urls.toArray(URL[]::new));
        Thread.currentThread().setContextClassLoader(loader);
        loader.loadClass("Oracle").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static final class Patching extends URLClassLoader {

        Patching(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String path = name.replace('.', '/');
            if (!path.equals(ENVIRONMENT) && !path.equals(TRANSFORMATION) && !path.equals(EXPANDER)) {
                return super.findClass(name);
            }
            try (InputStream in = getResourceAsStream(path + ".class")) {
                ClassReader reader = new ClassReader(in);
                ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
                reader.accept(new Patch(path, writer), 0);
                byte[] patched = writer.toByteArray();
                return defineClass(name, patched, 0, patched.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    private static final class Patch extends ClassVisitor {
        private final String owner;

        Patch(String owner, ClassVisitor next) {
            super(Opcodes.ASM9, next);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (owner.equals(TRANSFORMATION) && name.equals("<init>")) {
                return atEnd(next, "created");
            }
            if (owner.equals(ENVIRONMENT) && name.equals("<init>")) {
                return atEnd(next, "environment");
            }
            // Generating a graph changes the configuration, so what the code set is noted before.
            if (owner.equals(ENVIRONMENT) && name.equals("getStreamGraphGenerator")) {
                record(next, "generating");
                // The writer itself would have the reader copy the method as it was.
                return new MethodVisitor(Opcodes.ASM9, next) {};
            }
            if (owner.equals(EXPANDER) && name.equals("expand")) {
                record(next, "expanding");
                return atEnd(next, "expanded");
            }
            if (owner.equals(ENVIRONMENT) && name.equals("executeAsync") && descriptor.contains("StreamGraph;)")) {
                next.visitCode();
                next.visitVarInsn(Opcodes.ALOAD, 0);
                next.visitVarInsn(Opcodes.ALOAD, 1);
                next.visitMethodInsn(
                        Opcodes.INVOKESTATIC, "Recorder", "execute", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", false);
                next.visitTypeInsn(Opcodes.CHECKCAST, JOB_CLIENT);
                return end(next, Opcodes.ARETURN);
            }
            // A job that asks for a local environment shall build its graph too.
            if (owner.equals(ENVIRONMENT) && name.equals("areExplicitEnvironmentsAllowed")) {
                next.visitCode();
                next.visitInsn(Opcodes.ICONST_1);
                return end(next, Opcodes.IRETURN);
            }
            return next;
        }

        /** The method ends here, and its own code is dropped. */
        private static MethodVisitor end(MethodVisitor next, int opcode) {
            next.visitInsn(opcode);
            next.visitMaxs(0, 0);
            next.visitEnd();
            return null;
        }

        private static MethodVisitor atEnd(MethodVisitor next, String call) {
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.RETURN) {
                        record(this, call);
                    }
                    super.visitInsn(opcode);
                }
            };
        }

        private static void record(MethodVisitor code, String call) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "Recorder", call, "(Ljava/lang/Object;)V", false);
        }
    }
}
