import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads the public methods of some classes, and of the classes nested in them, from Flink's class files.
 *
 * <p>Arguments: a file with a jar per line, a file with a class per line, and the file to write: one JSON object per
 * class. Class files and not reflection, for {@code @Internal} and its like are not kept at run time, and nothing
 * needs to be linked.
 */
public final class Api {

    /** Flink's own marks: {@code flink-annotations}. */
    private static final String INTERNAL = "Lorg/apache/flink/annotation/Internal;";
    private static final String DEPRECATED = "Ljava/lang/Deprecated;";

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = Files.readAllLines(Path.of(arguments[1]));
        TreeMap<String, String> found = new TreeMap<>();
        for (String jar : Files.readAllLines(Path.of(arguments[0]))) {
            try (JarFile file = new JarFile(jar, false)) {
                for (String name : wanted) {
                    String path = name.replace('.', '/');
                    for (JarEntry entry : file.stream().toList()) {
                        String each = entry.getName();
                        boolean matches = each.equals(path + ".class") || each.startsWith(path + "$") && each.endsWith(".class");
                        if (matches && !found.containsKey(each)) {
                            String json = read(file, entry);
                            if (json != null) {
                                found.put(each, json);
                            }
                        }
                    }
                }
            }
        }
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[2])), false, StandardCharsets.UTF_8)) {
            found.values().forEach(out::println);
        }
    }

    private static String read(JarFile file, JarEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            ClassMembers members = new ClassMembers();
            new ClassReader(in).accept(members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return members.json();
        }
    }

    private static final class ClassMembers extends ClassVisitor {
        private String name;
        private String parent;
        private List<String> interfaces = List.of();
        private boolean hidden;
        private boolean internal;
        private boolean deprecated;
        private final List<String> methods = new ArrayList<>();

        ClassMembers() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            this.name = Type.getObjectType(name).getClassName();
            this.parent = parent == null ? null : Type.getObjectType(parent).getClassName();
            this.interfaces = List.of(interfaces).stream().map(each -> Type.getObjectType(each).getClassName()).toList();
        }

        @Override
        public void visitInnerClass(String inner, String outer, String simple, int access) {
            if (Type.getObjectType(inner).getClassName().equals(name)) {
                hidden |= simple == null || (access & Opcodes.ACC_PUBLIC) == 0;
            }
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            internal |= descriptor.equals(INTERNAL);
            deprecated |= descriptor.equals(DEPRECATED);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean compilers = (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) != 0;
            if ((access & Opcodes.ACC_PUBLIC) == 0 || compilers || name.equals("<clinit>")) {
                return null;
            }
            List<String> parameters = new ArrayList<>();
            for (Type type : Type.getArgumentTypes(descriptor)) {
                parameters.add(type.getClassName());
            }
            if ((access & Opcodes.ACC_VARARGS) != 0) {
                String last = parameters.remove(parameters.size() - 1);
                parameters.add(last.substring(0, last.length() - 2) + "...");
            }
            boolean constructor = name.equals("<init>");
            String returns = constructor ? this.name : Type.getReturnType(descriptor).getClassName();
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            return new MethodVisitor(Opcodes.ASM9) {
                private boolean internal;
                private boolean deprecated;

                @Override
                public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                    internal |= descriptor.equals(INTERNAL);
                    deprecated |= descriptor.equals(DEPRECATED);
                    return null;
                }

                @Override
                public void visitEnd() {
                    methods.add("{\"name\":" + quoted(constructor ? "new" : name) + ",\"parameters\":" + list(parameters)
                            + ",\"returns\":" + quoted(returns) + flag("static", isStatic) + flag("internal", internal)
                            + flag("deprecated", deprecated) + "}");
                }
            };
        }

        String json() {
            if (hidden) {
                return null;
            }
            return "{\"class\":" + quoted(name) + ",\"extends\":" + (parent == null ? "null" : quoted(parent))
                    + ",\"implements\":" + list(interfaces) + flag("internal", internal) + flag("deprecated", deprecated)
                    + ",\"methods\":[" + String.join(",", methods) + "]}";
        }
    }

    /** Names of Java have nothing to escape. */
    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String list(List<String> texts) {
        return "[" + String.join(",", texts.stream().map(Api::quoted).toList()) + "]";
    }

    private static String flag(String name, boolean value) {
        return value ? ",\"" + name + "\":true" : "";
    }
}
