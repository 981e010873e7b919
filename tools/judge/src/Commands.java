import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.client.cli.DefaultCLI;
import org.apache.flink.client.cli.GenericCLI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** Runs a command line of {@code flink}, and tells how it ends and what it says first. */
final class Commands {
    static void run(Configuration configuration, String script, ObjectNode result) throws Exception {
        String[] words = script.strip().split(" +");
        CliFrontend client = new CliFrontend(configuration, List.of(new GenericCLI(configuration, "conf"), new DefaultCLI()));
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            result.put("status", client.parseAndRun(Arrays.copyOfRange(words, 1, words.length)));
        } finally {
            System.setOut(out);
        }
        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
        result.put("said", lines.isEmpty() ? "" : lines.get(0));
    }
}
