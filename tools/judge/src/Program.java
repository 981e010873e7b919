import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Job sources as {@code flink run --target local} runs them: each job that they execute runs on a cluster of its own. */
final class Program {
    /** What ends a program whose job was only to be built. */
    private static final class Built extends RuntimeException {}

    private static final Pattern WRAPPERS = Pattern.compile(".*\\.(?:ProgramInvocationException|ExecutionException|CompletionException"
            + "|FlinkRuntimeException|FlinkException|JobInitializationException|JobExecutionException)");
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    /** Runs a program until it is done. */
    static JsonNode run(JsonNode request, Configuration configuration, Path work) throws Exception {
        Jobs jobs = new Jobs(true);
        new Program(request, work).execute(configuration, jobs);
        ObjectNode result = Judge.JSON.createObjectNode();
        return result.put("jobs", jobs.count);
    }

    /** Runs a program until it executes its first job, and builds that. */
    static JsonNode build(JsonNode request, Configuration configuration, Path work) throws Exception {
        Jobs jobs = new Jobs(false);
        try {
            new Program(request, work).execute(configuration, jobs);
        } catch (Built built) {
            // As it should be.
        }
        ObjectNode result = Judge.JSON.createObjectNode();
        return result.put("built", jobs.count);
    }

    /** Runs a program that has no end, takes a savepoint, and runs it again from there. */
    static JsonNode restore(JsonNode request, Configuration configuration, Path work) throws Exception {
        Program program = new Program(request, work);
        String savepoint;
        try (Running first = program.start(configuration)) {
            savepoint = first.savepoint(work.resolve("savepoints").toUri().toString());
        }
        Configuration restored = new Configuration(configuration);
        restored.setString("execution.state-recovery.path", savepoint);
        restored.setString("execution.savepoint.path", savepoint);
        try (Running second = program.start(restored)) {
            ObjectNode result = Judge.JSON.createObjectNode();
            return result.put("restored", second.status().name());
        }
    }

    private final URL classes;
    private final String main;

    private Program(JsonNode request, Path work) throws Exception {
        List<Path> sources = new ArrayList<>();
        String entry = null;
        for (var files = request.path("files").fields(); files.hasNext(); ) {
            var file = files.next();
            if (!file.getKey().endsWith(".java")) continue;
            Path source = work.resolve(file.getKey());
            Files.write(source, Base64.getDecoder().decode(file.getValue().asText()));
            sources.add(source);
            String text = Files.readString(source);
            if (!text.contains("void main(")) continue;
            Matcher named = PACKAGE.matcher(text);
            entry = (named.find() ? named.group(1) + "." : "") + file.getKey().replaceFirst("\\.java$", "");
        }
        if (entry == null) throw new IllegalArgumentException("no source has a main method");
        this.main = entry;
        this.classes = compile(sources, Files.createDirectory(work.resolve("classes")));
    }

    private static URL compile(List<Path> sources, Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-nowarn", "-Xlint:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            boolean ok = compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
            if (!ok) throw new IllegalArgumentException(said.toString());
        }
        return classes.toUri().toURL();
    }

    private void execute(Configuration given, Jobs jobs) throws Exception {
        Configuration configuration = new Configuration(given);
        configuration.setString("execution.target", "local");
        configuration.setString("execution.attached", "true");
        configuration.setString("pipeline.classpaths", classes.toString());
        PackagedProgram program = PackagedProgram.newBuilder()
                .setUserClassPaths(List.of(classes))
                .setEntryPointClassName(main)
                .setConfiguration(configuration)
                .build();
        try {
            ClientUtils.executeProgram(jobs, configuration, program, false, true);
        } catch (Exception failed) {
            throw told(failed);
        } finally {
            close(program);
        }
    }

    /** A program fails for what it was told by Flink, not for what its caller makes of that. */
    private static Exception told(Exception failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && (saysNothing(cause) || WRAPPERS.matcher(cause.getClass().getName()).matches())) {
            cause = cause.getCause();
        }
        return cause instanceof Exception exception ? exception : failed;
    }

    private static boolean saysNothing(Throwable failed) {
        return failed.getCause().toString().equals(failed.getMessage());
    }

    private static void close(PackagedProgram program) throws ReflectiveOperationException {
        for (Method method : PackagedProgram.class.getMethods()) {
            if (method.getName().equals("close") && method.getParameterCount() == 0) method.invoke(program);
        }
    }

    private Running start(Configuration configuration) throws Exception {
        Jobs jobs = new Jobs(true);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                execute(configuration, jobs);
                done.complete(null);
            } catch (Throwable failed) {
                done.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (true) {
            JobClient client = jobs.running.poll(100, TimeUnit.MILLISECONDS);
            if (client != null) return new Running(client, done);
            if (done.isDone()) get(done);
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(40, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw told(failed);
        }
    }

    /** A job under way. */
    private record Running(JobClient client, CompletableFuture<Void> done) implements AutoCloseable {

        /** Waits until Flink runs the job, or tells why it does not. */
        JobStatus status() throws Exception {
            while (true) {
                if (done.isDone()) get(done);
                JobStatus status = get(client.getJobStatus());
                if (status == JobStatus.RUNNING) return status;
                if (status.isGloballyTerminalState()) get(client.getJobExecutionResult());
                Thread.sleep(50);
            }
        }

        /** Tasks may not all run yet when the job does. */
        String savepoint(String directory) throws Exception {
            status();
            for (int attempt = 0; ; attempt++) {
                try {
                    return get(client.triggerSavepoint(directory, SavepointFormatType.CANONICAL));
                } catch (Exception failed) {
                    if (attempt == 40 || !String.valueOf(failed.getMessage()).contains("Not all required tasks are currently running")) throw failed;
                    Thread.sleep(100);
                }
            }
        }

        @Override
        public void close() throws Exception {
            client.cancel();
            try {
                done.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException cancelled) {
                // As it should be.
            }
        }
    }

    /** Flink's own way to run a job, counted. */
    private static final class Jobs implements PipelineExecutorServiceLoader {
        private final PipelineExecutorServiceLoader flink = new DefaultExecutorServiceLoader();
        private final BlockingQueue<JobClient> running = new LinkedBlockingQueue<>();
        private final boolean runs;
        private int count;

        Jobs(boolean runs) {
            this.runs = runs;
        }

        @Override
        public PipelineExecutorFactory getExecutorFactory(Configuration configuration) throws Exception {
            PipelineExecutorFactory factory = flink.getExecutorFactory(configuration);
            return new PipelineExecutorFactory() {
                @Override
                public String getName() {
                    return factory.getName();
                }

                @Override
                public boolean isCompatibleWith(Configuration other) {
                    return factory.isCompatibleWith(other);
                }

                @Override
                public PipelineExecutor getExecutor(Configuration other) {
                    PipelineExecutor executor = factory.getExecutor(other);
                    if (!runs) return (pipeline, settings, loader) -> {
                        ((StreamGraph) pipeline).getJobGraph();
                        count++;
                        throw new Built();
                    };
                    return (pipeline, settings, loader) -> executor.execute(pipeline, settings, loader).thenApply(client -> {
                        count++;
                        running.add(client);
                        return client;
                    });
                }
            };
        }

        @Override
        public Stream<String> getExecutorNames() {
            return flink.getExecutorNames();
        }
    }
}
